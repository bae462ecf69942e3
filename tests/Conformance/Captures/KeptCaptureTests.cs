using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using FeedHandler.Conformance.Feeds;
using FeedHandler.Core.Frames;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Conformance.Captures;

/// <summary>The captures in the repository: each can be made again, and each still means what it meant.</summary>
[TestFixtureSource(nameof(Files))]
public sealed class KeptCaptureTests(string file)
{
    private const int BytesMax = 1_000_000;
    private readonly JsonElement _manifest = Manifest().First(capture => Text(capture, "file") == file);

    public static IEnumerable<string> Files() => Manifest().Select(capture => Text(capture, "file"));

    [Test]
    public void TheFileIsTheOneOfTheManifest()
    {
        byte[] bytes = File.ReadAllBytes(PathOf(file));
        Assert.That(bytes, Has.Length.LessThan(BytesMax));
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(Text(_manifest, "sha256")));
    }

    [Test]
    public void TheSimulatorMakesTheSameFileAndManifestAgain()
    {
        using MemoryStream stream = new MemoryStream();
        SimulationOptions options = new SimulationOptions
        {
            Seed = _manifest.GetProperty("seed").GetUInt64(),
            InstrumentCount = _manifest.GetProperty("instruments").GetInt32(),
            EventCount = _manifest.GetProperty("events").GetInt32(),
            ChannelResetCount = _manifest.GetProperty("channelResets").GetInt32(),
        };
        CaptureManifest made = CaptureGenerator.Write(options, stream, file);
        Assert.That(made.Sha256, Is.EqualTo(Text(_manifest, "sha256")));
        Assert.That(stream.ToArray(), Is.EqualTo(File.ReadAllBytes(PathOf(file))));
        JsonElement again = JsonDocument.Parse(CaptureManifest.ToJson([made])).RootElement.GetProperty("captures")[0];
        Assert.That(again.GetRawText(), Is.EqualTo(_manifest.GetRawText()));
    }

    [Test]
    public void AReplayOfTheFileComesToTheDigestOfTheManifest()
    {
        List<Arrival> arrivals = Read(out FrameCounters? frames);
        Assert.That(arrivals, Has.Count.EqualTo(_manifest.GetProperty("frames").GetInt32()));
        Assert.That(frames[FrameOutcome.Udp], Is.EqualTo(arrivals.Count));
        using InlineRun run = new InlineRun(arrivals);
        Assert.That(run.Digest.Value.ToString("x16", CultureInfo.InvariantCulture), Is.EqualTo(Text(_manifest, "digest")));
        Assert.That(run.Digest.Count, Is.EqualTo(_manifest.GetProperty("digestEvents").GetInt64()));
    }

    private List<Arrival> Read(out FrameCounters frames)
    {
        using CaptureFile capture = CaptureFile.Open(PathOf(file));
        using CaptureReceiver receiver = new CaptureReceiver([capture], LineMap.Parse(Text(_manifest, "lines")));
        using PacketStore store = PacketStore.Load(receiver);
        frames = receiver.Frames;
        return Arrivals.Of(store);
    }

    private static string PathOf(string name) => Repository.PathOf(Path.Combine("captures", name));

    private static string Text(JsonElement capture, string name) => capture.GetProperty(name).GetString()!;

    private static IEnumerable<JsonElement> Manifest() =>
        JsonDocument.Parse(File.ReadAllText(PathOf("manifest.json"))).RootElement.GetProperty("captures").EnumerateArray();
}
