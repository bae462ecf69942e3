using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Tests.Interop;

/// <summary>Logs of the Java implementation, read by us, and a log of ours that went on in several files with several tags, read by it.</summary>
public sealed class ReferenceLogTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_793_889_000_125);
    private string _folder = "";

    [OneTimeSetUp]
    public void Compile()
    {
        ReferenceLibrary.Require();
        _folder = Directory.CreateTempSubdirectory("interop").FullName;
        ReferenceLibrary.Compile(_folder);
    }

    [OneTimeTearDown]
    public void RemoveFiles()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [TestCase("whole")]
    [TestCase("double")]
    public void ItsLogsAreReadWithTheSameCounts(string kind)
    {
        string path = Path.Combine(_folder, kind + ".hlog");
        string[] told = ReferenceLibrary.Run(_folder, "write", kind, path);
        using HlogReader log = new(File.OpenRead(path), path);
        List<string> read = [];
        while (log.Read())
        {
            DurationHistogram counts = new(DurationHistogram.LimitNs);
            log.AddTo(counts);
            read.Add(FormattableString.Invariant(
                $"{log.Tag} {log.From.ToUnixTimeMilliseconds()} {log.To.ToUnixTimeMilliseconds()} {counts.TotalCount} {counts.PercentileNs(50)} {counts.PercentileNs(99)} {counts.MaxNs}"));
        }

        Assert.That(read, Is.EqualTo(told).And.Count.GreaterThan(2));
    }

    [Test]
    public void ItReadsEveryFileOfALogThatRotatesWithTags()
    {
        StageHistograms[] writers = [new("feed"), new("s-1"), new("s-2")];
        List<string> paths = [];
        List<string> written = [];
        using (IntervalLog log = new(new StageIntervals(writers), 2, Start, start => Open(paths), new IntervalLogLimits(DurationMax: TimeSpan.FromSeconds(2))))
        {
            log.Begin();
            for (int i = 0; i < 5; i++) Write(log, writers, i, written);
        }

        Assert.That(paths, Has.Count.EqualTo(3));
        string[] listed = [.. paths.SelectMany(path => ReferenceLibrary.Run(_folder, path, _folder)).Select(static line => string.Join(' ', line.Split(' ').Where(static (_, word) => word is < 3 or 6)))];
        Assert.That(listed, Is.EqualTo(written));
    }

    private static void Write(IntervalLog log, StageHistograms[] writers, int i, List<string> written)
    {
        writers[0].Record(Stage.Decode, 100 * (i + 1));
        for (int n = 0; n <= i; n++) writers[1].Record(Stage.Consume, 5000 + n);
        writers[2].Record(Stage.Consume, 7000);
        log.Write(Start.AddSeconds(i + 1));
        foreach ((string tag, int count) in ((string, int)[])[("decode", 1), ("consume", i + 2), ("consume.s-1", i + 1), ("consume.s-2", 1)])
            written.Add(FormattableString.Invariant($"{tag} {Start.ToUnixTimeMilliseconds() + (i * 1000)} {Start.ToUnixTimeMilliseconds() + ((i + 1) * 1000)} {count}"));
    }

    private FileStream Open(List<string> paths)
    {
        paths.Add(Path.Combine(_folder, FormattableString.Invariant($"rotated-{paths.Count}.hlog")));
        return File.Create(paths[^1]);
    }
}
