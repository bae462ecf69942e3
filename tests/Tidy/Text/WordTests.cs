using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Text;

public sealed partial class WordTests
{
    [Test]
    public void NothingIsLeftForLater() => Rule.Holds(
        "Work that is left is finished or dropped, not noted in the code", Tree.Texts.LinesOf(static line => Unfinished().IsMatch(line)));

    [Test]
    public void NoPathOfOneMachineIsWrittenDown() => Rule.Holds(
        "A path is relative to the repository, or configured", Tree.Texts.LinesOf(static line => MachinePath().IsMatch(line)));

    [Test]
    public void ThePatternsFindWhatTheyAreFor()
    {
        Assert.That(Unfinished().IsMatch("// TO" + "DO later"), Is.True);
        Assert.That(Unfinished().IsMatch("HAC" + "KATHON"), Is.False);
        Assert.That(MachinePath().IsMatch("see /ho" + "me/someone"), Is.True);
        Assert.That(MachinePath().IsMatch("https://example.com/ho" + "me/page"), Is.False);
    }

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K|X[X]X)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.:/])/(wor[k]|hom[e]|roo[t]|tmp/[w])/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();
}
