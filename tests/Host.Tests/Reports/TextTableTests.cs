using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tests.Reports;

public sealed class TextTableTests
{
    [Test]
    public void ATableThatFitsIsOneBlock() => Assert.That(Write(int.MaxValue), Is.EqualTo(
        """
          line  group       received  delivered
          A     239.1.1.1         10          9
          B     239.1.1.23         2          1

        """));

    [Test]
    public void AWiderOneIsFoldedBehindWhatNamesItsLines() => Assert.That(Write(30), Is.EqualTo(
        """
          line  group       received
          A     239.1.1.1         10
          B     239.1.1.23         2
          line  group       delivered
          A     239.1.1.1           9
          B     239.1.1.23          1

        """));

    [TestCase("packets  1,656: 828 delivered, 828 duplicates, 0 late", "packets  1,656: 828 delivered,\n         828 duplicates, 0\n         late\n")]
    [TestCase("note: replayed as fast as possible and no faster", "note: replayed as fast as\n  possible and no faster\n")]
    [TestCase("FAILED: /a/path/that/is/longer/than/any/line", "FAILED:\n  /a/path/that/is/longer/than/any/line\n")]
    [TestCase("fits", "fits\n")]
    public void ALineThatIsTooLongGoesOnBelowItsText(string line, string written)
    {
        using StringWriter text = new() { NewLine = "\n" };

        new TextPage(text, 30).WriteLine(line);

        Assert.That(text.ToString(), Is.EqualTo(written));
    }

    private static string Write(int columnCount)
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextTable table = new("line", "group", "received", "delivered") { LeftColumnCount = 2, KeyColumnCount = 2 };
        table.Add("A", "239.1.1.1", "10", "9");
        table.Add("B", "239.1.1.23", "2", "1");
        table.Write(new TextPage(text, columnCount));
        return text.ToString();
    }
}
