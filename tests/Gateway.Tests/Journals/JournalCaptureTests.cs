using FeedHandler.Engine;
using FeedHandler.Journals;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Journals;

/// <summary>Rule: a journal has every event of the feed, in order, and each of its files has the books.</summary>
public sealed class JournalCaptureTests
{
    private const int OrderCountMax = 10_000;

    [TestCase("captures/cme-simulated.pcapng")]
    [TestCase("captures/cme-recovery.pcapng")]
    public void ItsDigestIsTheFeedsAndEachFileStandsByItself(string capture)
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        string folder = Directory.CreateTempSubdirectory("journal").FullName;
        using JournalSink sink = new(folder);
        using Feed feed = Feed.Cme().Replay(Repository.PathOf(capture)).Orders(OrderCountMax).Inline().Sink(sink).Start();
        feed.Wait();
        sink.Finish();
        IReadOnlyList<string> paths = JournalFiles.Of(sink.Folder);
        (List<JournalFileReport> files, JournalCheck check) = JournalStage.Check(paths);
        Assert.That(files.SelectMany(static file => file.Faults).Concat(files.Where(static file => !file.IsRight).Select(static file => file.Name)), Is.Empty);
        Assert.That(DigestText.Of([.. check.Digests.Values], [.. check.Digests.Keys]), Is.EqualTo(feed.Report.Digest));
        Assert.That(files, Has.Count.GreaterThan(2));
        foreach (string path in paths) Assert.That(JournalStage.Check([path]).Files[0].IsRight, Is.True, path);
        Assert.That(sink.WrongBooks(paths[^1]), Is.Empty);
        Assert.That(files.Skip(1).Select(static file => file.OrderStates), Is.EqualTo(files.Skip(1).Select(static file => file.States)));
        Assert.That(sink.WrongOrders(paths[^1]), Is.Empty);
        Directory.Delete(folder, recursive: true);
    }
}
