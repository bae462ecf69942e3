using System.Text;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>What `simulate` says of its progress and of its end is so.</summary>
public sealed class SimulateCommandTests
{
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [Test]
    public void EachPartOfTheWorkHasItsOwnCount()
    {
        GenerationWatch watch = new(CancellationToken.None);
        using WatchingStream stream = new(watch);
        SimulationOptions options = new() { EventCount = 300 };

        CaptureManifest manifest = CaptureGenerator.Write(options, stream, "day.pcapng", new CaptureLines { LostPerMilleA = 100 }, watch);

        Assert.That(manifest.FrameCount, Is.LessThan(2 * manifest.PacketCount));
        Assert.That(stream.Last, Is.EqualTo((GenerationPhase.Writing, (long)manifest.FrameCount)));
        Assert.That(watch.Progress, Is.EqualTo((GenerationPhase.ReadingBack, (long)manifest.FrameCount)));
    }

    [Test]
    public void ProgressTellsThePartAtHand()
    {
        using StringWriter error = new();
        Terminal terminal = new() { Out = TextWriter.Null, Error = error, OpenOut = static () => Stream.Null, Folder = "." };
        (long Count, string Unit) state = (12_345, "frames read back");
        using ProgressLine line = new(terminal, "simulating", () => state);
        line.Show();

        Assert.That(error.ToString().TrimEnd(' '), Is.EqualTo("\rsimulating: 12,345 frames read back"));
    }

    [TestCase(0, 0, "")]
    [TestCase(0, 1000, ", 0 %")]
    [TestCase(1000, 1000, ", 100 %")]
    [TestCase(2000, 1000, ", 100 %")]
    [TestCase(999, 1000, @", 99 %, \d+ s left")]
    [TestCase(1, 1_000_000_000, @", 0 %, [\d,]+ min left")]
    public void ProgressOverCapturesTellsPercentAndTheTimeThatIsLeft(long done, long total, string expected)
    {
        using StringWriter error = new();
        Terminal terminal = new() { Out = TextWriter.Null, Error = error, OpenOut = static () => Stream.Null, Folder = "." };
        using ProgressLine line = new(terminal, "replaying", static () => 7, share: () => new ReadShare(done, total));
        line.Show();

        Assert.That(error.ToString().TrimEnd(' '), Does.Match($"^\rreplaying: 7 frames{expected}$"));
    }

    [Test]
    public void WithoutItsManifestThereIsNoFile()
    {
        Require.That(File.Exists("/dev/full"), "a full device is Linux's");
        using StringWriter error = new();
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using StreamWriter output = new(new StandardOutput(full, isError: false), new UTF8Encoding(false), bufferSize: 1024, leaveOpen: true) { AutoFlush = true };
        Terminal terminal = new() { Out = output, Error = error, OpenOut = static () => Stream.Null, Folder = _captures.Folder };

        int code = CommandLine.Run(["simulate", "--events", "1", "--out", "day.pcapng"], terminal);

        Assert.That((code, Directory.GetFileSystemEntries(_captures.Folder)), Is.EqualTo((ExitCode.CheckFailed, Array.Empty<string>())), error.ToString());
        Assert.That(error.ToString(), Does.StartWith("feedhandler: --out day.pcapng: standard output").And.EndsWith(": there is no file\n"));
    }

    private sealed class WatchingStream(GenerationWatch watch) : MemoryStream
    {
        public (GenerationPhase Phase, long Count) Last { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Last = watch.Progress;

        public override void Write(byte[] buffer, int offset, int count) => Last = watch.Progress;
    }
}
