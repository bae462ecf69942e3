using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>What the venue says of instruments is kept for the next start, whole or not at all.</summary>
public sealed class InstrumentCacheTests
{
    private const int VersionOffset = 8;
    private const int VenueOffset = 20;
    private SmallCapture _captures = null!;
    private string _path = "";
    private string _cache = "";

    [SetUp]
    public void Simulate()
    {
        _captures = new SmallCapture();
        _path = _captures.WriteSimulated();
        _cache = Path.Combine(_captures.Folder, "instruments.cache");
    }

    [TearDown]
    public void RemoveCaptures() => _captures.Dispose();

    [Test]
    public void ARestartInMidSessionHasSymbolsFactorsAndDepths()
    {
        long defined = Replay(_path).GetProperty("instruments").EnumerateArray().Count(static instrument => instrument.TryGetProperty("definition", out _));
        string rest = Path.Combine(_captures.Folder, "rest.pcapng");
        CommandRun slice = CommandRun.In(_captures.Folder, "slice", _path, "--packets", "200-400", "--out", rest);
        Assert.That(slice.Code, Is.EqualTo(ExitCode.Good), slice.Error);

        JsonElement report = Replay(rest);
        JsonElement[] instruments = [.. report.GetProperty("instruments").EnumerateArray()];
        Assert.That(report.GetProperty("decoding").GetProperty("definitionsAssumed").GetInt64(), Is.EqualTo(defined));
        Assert.That(instruments.Select(static instrument => instrument.GetProperty("symbol").GetString()), Is.All.Not.Empty);
        Assert.That(instruments.Select(static instrument => instrument.TryGetProperty("displayFactor", out _)), Is.All.True);
    }

    [Test]
    public void WhatIsToldAgainIsConfirmedAndTheDigestIsAFunctionOfCaptureAndCache()
    {
        Replay(_path);
        byte[] kept = File.ReadAllBytes(_cache);
        JsonElement second = Replay(_path);
        Assert.That(second.GetProperty("decoding").GetProperty("cacheContradicted").GetInt64(), Is.Zero);
        Assert.That(second.GetProperty("decoding").GetProperty("cacheConfirmed").GetInt64(), Is.GreaterThan(0));
        File.WriteAllBytes(_cache, kept);

        JsonElement third = Replay(_path);
        Assert.That(third.GetProperty("digest").GetString(), Is.EqualTo(second.GetProperty("digest").GetString()));
        Assert.That(third.GetProperty("strategies")[0].GetProperty("digest").GetString(), Is.EqualTo(second.GetProperty("digest").GetString()));
    }

    [Test]
    public void EventLinesTellWhatIsAssumedWithItsNameAndDepths()
    {
        Replay(_path);
        JsonElement[] lines = CommandRun.Of("replay", _path, "--instrument-cache", _cache, "--events", "-").JsonLines;
        JsonElement line = lines.First(static line => line.TryGetProperty("assumed", out _) && line.TryGetProperty("restored", out _));

        Assert.That(line.GetProperty("symbol").GetString(), Is.Not.Empty);
        Assert.That((line.GetProperty("kind").GetString(), line.GetProperty("depth").GetInt32()), Is.EqualTo(("definition", 10)));
    }

    [TestCase("torn")]
    [TestCase("empty")]
    [TestCase("damaged")]
    [TestCase("foreign")]
    [TestCase("version")]
    [TestCase("venue")]
    [TestCase("channel")]
    public void AnotherFileIsRefusedAndTheFeedStartsWithoutIt(string fault)
    {
        string digest = CommandRun.Of("replay", _path, "--json").Json.GetProperty("digest").GetString()!;
        Replay(_path);
        (byte[] bytes, string reason) = Spoil(File.ReadAllBytes(_cache), fault);
        File.WriteAllBytes(_cache, bytes);

        JsonElement report = Replay(_path);
        Assert.That(report.GetProperty("digest").GetString(), Is.EqualTo(digest));
        Assert.That(report.GetProperty("warnings").EnumerateArray().Select(static warning => warning.GetString()), Has.Some.Contains(reason).And.Some.Contains("started without"));
        Assert.That(Replay(_path).GetProperty("decoding").GetProperty("definitionsAssumed").GetInt64(), Is.GreaterThan(0), "a good one is in its place now");
    }

    [Test]
    public void WhatAKilledWriterLeftBesideIsPassedOver()
    {
        Replay(_path);
        File.WriteAllBytes(_cache + ".new", File.ReadAllBytes(_cache)[..100]);

        Assert.That(Replay(_path).GetProperty("decoding").GetProperty("definitionsAssumed").GetInt64(), Is.GreaterThan(0));
    }

    [Test]
    public void ASymbolicLinkIsRefused()
    {
        File.CreateSymbolicLink(_cache, Path.Combine(_captures.Folder, "elsewhere"));
        CommandRun run = CommandRun.Of("replay", _path, "--instrument-cache", _cache);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(File.Exists(Path.Combine(_captures.Folder, "elsewhere")), Is.False);
    }

    [Test]
    public void RepeatedReplaysAreRefused()
    {
        CommandRun run = CommandRun.Of("replay", _path, "--instrument-cache", _cache, "--repeat", "2");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("--repeat with --instrument-cache"));
    }

    [Test]
    public void AFullDiskIsToldAndLeavesWhatWasThere()
    {
        using SmallDisk disk = new(1 << 12);
        string path = disk.PathOf("instruments.cache");
        File.WriteAllBytes(path, [1, 2, 3]);
        CommandRun run = CommandRun.Of("replay", _path, "--instrument-cache", path, "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.Contain("instruments could not be kept"));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    private JsonElement Replay(string path)
    {
        CommandRun run = CommandRun.Of("replay", path, "--instrument-cache", _cache, "--json");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        return run.Json;
    }

    private static (byte[] Bytes, string Reason) Spoil(byte[] bytes, string fault)
    {
        switch (fault)
        {
            case "torn": return (bytes[..^1000], "checksum");
            case "empty": return ([], "beginning is torn");
            case "damaged":
                bytes[bytes.Length / 2] ^= 1;
                return (bytes, "checksum");
            case "foreign": return ([.. "{ \"instruments\": [] }                                                            "u8], "no cache of instruments");
            case "version":
                bytes[VersionOffset]++;
                return (bytes, "another version");
            case "venue":
                bytes[VenueOffset]++;
                return (Signed(bytes), "another venue");
            default:
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(VenueOffset + 16), 12345);
                return (Signed(bytes), "other channels");
        }
    }

    private static byte[] Signed(byte[] bytes)
    {
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        return bytes;
    }
}
