using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Checks;

/// <summary>What `check` says of where a feed is to be shared.</summary>
public sealed class ShareCheckTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "feeds are shared on Linux");
        _folder = Directory.CreateTempSubdirectory("share").FullName;
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [TestCase("./feed", 16, true, "MiB of")]
    [TestCase("./none/feed", 16, false, "there is no folder")]
    [TestCase("/dev/null", 16, false, "no regular file")]
    [TestCase("./", 16, false, "no regular file")]
    public void WhereItCannotBeIsSaid(string name, int instruments, bool isGood, string words)
    {
        Finding finding = Check(new ShareSection { Name = name, Instruments = instruments }).Single();
        Assert.That(finding.Verdict, Is.EqualTo(isGood ? Verdict.Good : Verdict.Problem), finding.ToString());
        Assert.That(finding.Found, Does.Contain(words));
    }

    [Test]
    public void NothingIsSaidWhereNothingIsShared() => Assert.That(Check(new ShareSection()), Is.Empty);

    private Finding[] Check(ShareSection share) =>
        [.. ShareChecks.Run(new FeedConfiguration(Path.Combine(_folder, "feed.json"), new ConfigurationFile { Share = share }, []))];
}
