using System.IO.Compression;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;
using ZstdSharp;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>What is wrong with a capture, or missing of it, is told truly and by every command that reads captures.</summary>
public sealed class CaptureFaultTests
{
    private const long DayNs = 86_400_000_000_000;
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [TestCase("half-a-gzip.pcap.gz", "cut off")]
    [TestCase("gzip-checksum-wrong.pcap.gz", "checksum is")]
    public void AFaultyGzipIsReadAsFarAsItGoesAndItsFaultTold(string name, string fault)
    {
        string path = Require.Shared($"cases/{name}");

        CommandRun inspected = CommandRun.Of("inspect", path, "--json");
        CommandRun replayed = CommandRun.Of("replay", path);

        Assert.That((inspected.Code, replayed.Code), Is.EqualTo((ExitCode.CheckFailed, ExitCode.CheckFailed)));
        Assert.That(inspected.JsonLines, Has.Length.InRange(20, 40));
        Assert.That(inspected.Error, Does.Contain(fault).And.Not.Contain("0 bytes"));
        Assert.That(replayed.Out + replayed.Error, Does.Contain(fault));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void EveryCommandReadsAPackedCaptureAsTheFile(bool isZstd)
    {
        string path = _captures.WriteSimulated();
        using MemoryStream bytes = new();
        using (Stream pack = isZstd ? new CompressionStream(bytes, leaveOpen: true) : new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            pack.Write(File.ReadAllBytes(path));
        string packed = _captures.WriteBytes("packed", bytes.ToArray());

        Assert.That(Digest(packed), Is.EqualTo(Digest(path)));
        Assert.That(CommandRun.Of("inspect", packed, "--json").Out, Is.EqualTo(CommandRun.Of("inspect", path, "--json").Out));
        Assert.That(CommandRun.Of("books", packed, "--json").Out, Is.EqualTo(CommandRun.Of("books", path, "--json").Out));
        Assert.That(CommandRun.Of("bench", packed, "--passes", "1", "--mode", "decode").Code, Is.EqualTo(ExitCode.Good));
        CommandRun published = CommandRun.Of(
            "publish", packed, "--interface", "lo", "--group-a", "239.83.21.7:40007", "--group-b", "239.83.21.8:40008", "--speed", "max", "--loop", "2");
        Assert.That(published.Code, Is.EqualTo(ExitCode.Good), published.Error);
    }

    [Test]
    public void EveryCommandReadsACaptureInTunnelsAndFragmentsAsTheOneWithin()
    {
        string path = _captures.WriteSimulated();
        string wrapped = Path.Combine(_captures.Folder, "wrapped.pcap");
        string slice = Path.Combine(_captures.Folder, "slice.pcapng");
        WrappedCapture.Write(path, wrapped);

        CommandRun replayed = CommandRun.Of("replay", wrapped);
        JsonElement report = CommandRun.Of("replay", wrapped, "--json").Json;
        CommandRun inspected = CommandRun.Of("inspect", wrapped, "--json");
        Assert.That(CommandRun.Of("slice", wrapped, "--out", slice, "--from", "00:00:00").Code, Is.EqualTo(ExitCode.Good));

        Assert.That((Digest(wrapped), Digest(slice)), Is.EqualTo((Digest(path), Digest(path))));
        Assert.That(report.GetProperty("opened").GetProperty("vxlan").GetInt64(), Is.EqualTo(report.GetProperty("frames").GetProperty("udp").GetInt64()));
        Assert.That(report.GetProperty("opened").GetProperty("reassembled").GetInt64(), Is.Positive);
        Assert.That(report.GetProperty("opened").GetProperty("incompleteDatagrams").GetInt64(), Is.Zero);
        Assert.That(replayed.Out, Does.Match(@"opened   taken off: \d+ VXLAN headers; put together: \d+ packets of fragments"));
        Assert.That(inspected.Out, Is.EqualTo(CommandRun.Of("inspect", path, "--json").Out));
        Assert.That(inspected.Error, Does.Match(@"taken off: \d+ VXLAN headers; put together"));
    }

    [Test]
    public void EveryCommandReadsPacketsOfDataMine()
    {
        string path = _captures.WriteSimulated();
        string mined = Path.Combine(_captures.Folder, "mined.bin");
        WrappedCapture.WriteDataMine(path, mined);

        CommandRun replayed = CommandRun.Of("replay", mined);
        CommandRun inspected = CommandRun.Of("inspect", mined, "--json");

        Assert.That(Digest(mined), Is.EqualTo(Digest(path)));
        Assert.That(replayed.Out, Does.Contain("packets of CME DataMine have neither a time of receipt nor an address"));
        Assert.That(CommandRun.Of("books", mined, "--json").Code, Is.EqualTo(ExitCode.Good));
        Assert.That(CommandRun.Of("diff", mined, path).Code, Is.EqualTo(ExitCode.Good));
        Assert.That(inspected.Error, Does.Contain("packets of CME DataMine: captureNs is the time at which each was sent"));
        Assert.That(inspected.JsonLines.Select(static line => line.GetProperty("captureNs").GetString()),
            Is.EqualTo(inspected.JsonLines.Select(static line => line.GetProperty("sendingTimeNs").GetString())));
    }

    [TestCase(-1)]
    [TestCase(7)]
    public void MessagesOfATcpStreamAreShownWhenAskedForAndWhatIsMissingTold(int lostSegment)
    {
        string path = _captures.WriteSimulated();
        string stream = Path.Combine(_captures.Folder, "stream.pcap");
        string mined = Path.Combine(_captures.Folder, "mined.bin");
        WrappedCapture.WriteTcp(path, stream, lostSegment);
        WrappedCapture.WriteDataMine(path, mined);

        CommandRun run = CommandRun.Of("inspect", stream, "--tcp", "--json");
        string[] expected = Shown(CommandRun.Of("inspect", mined, "--json"));

        if (lostSegment < 0)
        {
            Assert.That((run.Code, Shown(run)), Is.EqualTo((ExitCode.Good, expected)), run.Error);
            Assert.That(run.Error, Does.Match(@"TCP: 1 streams, 1 of them without their begin; \d+ segments, 0 out of order, \d+ sent again"));
        }
        else
        {
            Assert.That(Shown(run), Is.SubsetOf(expected).And.Length.GreaterThan(expected.Length - 30).And.Length.LessThan(expected.Length));
            Assert.That(run.Error, Does.Contain("1 gaps, 333 bytes are not in the captures").And.Contain("10.0.0.1:10310 > 10.0.0.2:40000: 333 bytes missing behind the first 2331"));
        }

        static string[] Shown(CommandRun inspected) => [.. inspected.JsonLines.Select(static line =>
            $"{line.GetProperty("seqNum")} {line.GetProperty("message")} {line.GetProperty("fields").GetRawText()}")];
    }

    [TestCase("--inline")]
    [TestCase("--strategies 2")]
    public void ACaptureThatIsCutDuringTheReplayIsAnErrorThatNamesIt(string options)
    {
        string path = _captures.WriteSimulated(eventCount: 20_000);
        Assert.That(new FileInfo(path).Length, Is.GreaterThan(2_000_000), "longer than what is read at once");
        using StringWriter error = new();
        using CuttingStream output = new(path);
        Terminal terminal = new() { Out = TextWriter.Null, Error = error, OpenOut = () => output, Folder = _captures.Folder };

        int code = CommandLine.Run(["replay", path, "--events", "-", .. options.Split(' ')], terminal);

        Assert.That((code, error.ToString()), Is.EqualTo((ExitCode.Usage, error.ToString())));
        Assert.That(error.ToString(), Does.StartWith($"feedhandler: {path} was cut while it was read"));
    }

    [Test]
    public void WhatWasCountedToItsEndWasNotStopped()
    {
        CommandRun run = CommandRun.Of("inspect", _captures.WriteSimulated(), "--count", "1");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Error, Does.Contain(" 1 shown, which is as many as --count asks for: the rest was not read\n").And.Not.Contain("stopped"));
    }

    [Test]
    public void ACaptureThatIsCutWhileItIsInspectedIsTheSameError()
    {
        string path = _captures.WriteSimulated(eventCount: 20_000);
        long length = new FileInfo(path).Length;
        using StringWriter error = new();
        using CuttingStream output = new(path);
        Terminal terminal = new() { Out = TextWriter.Null, Error = error, OpenOut = () => output, Folder = _captures.Folder };

        int code = CommandLine.Run(["inspect", path], terminal);

        Assert.That((code, error.ToString()), Is.EqualTo(
            (ExitCode.Usage, $"feedhandler: {path} was cut while it was read: it had {length} bytes, now it has 1000. Read a copy that nobody writes.\n")));
    }

    [Test]
    public void ASimplePacketHasNoTimeAndTheReplaySaysWhatItIsGiven()
    {
        string path = Require.Shared("cases/simple-packet-blocks.pcapng");

        CommandRun inspected = CommandRun.Of("inspect", path, "--json");

        Assert.That((inspected.Code, inspected.JsonLines.Length), Is.EqualTo((ExitCode.Good, 2)));
        Assert.That(inspected.JsonLines, Has.None.Matches<JsonElement>(static line => line.TryGetProperty("captureNs", out _)));
        Assert.That(CommandRun.Of("inspect", path).Out, Does.Contain("packet 1  no time  "));
        Assert.That(CommandRun.Of("replay", path).Out, Does.Contain("2 packets have no time").And.Contain("that of the packet before it"));
    }

    [Test]
    public void WhereThereIsNoTimeNoneIsShown()
    {
        string path = Require.Shared("cases/simple-packet-blocks.pcapng");
        JsonElement time = CommandRun.Of("replay", path, "--json", "--inline").Json.GetProperty("captureTime");

        Assert.That(CommandRun.Of("replay", path).Out, Does.Match(@"\ntime     no times, in \d").And.Not.Contain("1970"));
        Assert.That((time.GetProperty("firstNs").ValueKind, time.GetProperty("lastNs").ValueKind), Is.EqualTo((JsonValueKind.Null, JsonValueKind.Null)));
        Assert.That(CommandRun.Of("books", path).Out, Does.Not.Contain("1970"));
    }

    [Test]
    public void WhatThisProgramTellsHasNoTimeOfTheExchange()
    {
        string path = _captures.Write("gap.pcap", (Line.A, 1, CmePackets.Bid(1, 1, 8756, 100, 7)), (Line.A, 2, CmePackets.Bid(3, 3, 8756, 100, 7)));
        JsonElement[] events = CommandRun.Of("replay", path, "--events", "-").JsonLines;
        JsonElement gap = events.Single(static line => line.GetProperty("kind").GetString() == "gap");

        Assert.That((gap.GetProperty("transactTimeNs").ValueKind, gap.GetProperty("rxNs").GetString()), Is.EqualTo((JsonValueKind.Null, "2")));
    }

    [TestCase(30, "captured too short (by the snap length")]
    [TestCase(50, "2 packets cut by the capture's snap length")]
    public void WhatASnapLengthLeavesNothingOfIsToldAndFails(int snapLength, string reason)
    {
        string path = WriteCut(snapLength);

        CommandRun inspected = CommandRun.Of("inspect", path);
        CommandRun replayed = CommandRun.Of("replay", path);

        Assert.That((inspected.Code, replayed.Code), Is.EqualTo((ExitCode.CheckFailed, ExitCode.Usage)));
        Assert.That(inspected.Error, Does.Contain(reason));
        Assert.That(replayed.Error, Does.Contain("2 captured too short (by the snap length"));
    }

    [Test]
    public void TheWholeMessagesOfACutDatagramAreShownAndItIsCountedAsCut()
    {
        string path = WriteCut(snapLength: 42 + 12 + MessageBytes + 5);

        CommandRun run = CommandRun.Of("inspect", path, "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.JsonLines.Select(static line => line.GetProperty("status").GetString()), Is.EqualTo((string[])["complete", "complete"]));
        Assert.That(run.Error, Does.Contain("2 packets cut by the capture's snap length").And.Not.Contain("malformed").And.Not.Contain("without UDP"));
    }

    [TestCase(4790, "VXLAN-GPE")]
    [TestCase(6081, "Geneve")]
    [TestCase(2152, "GTP-U")]
    public void ATunnelWithinUdpIsNamed(int port, string name)
    {
        byte[] bytes = File.ReadAllBytes(_captures.Write("inside.pcap", (Line.A, 1, [8, 0, 0, 0, 0, 0, 1, 0, .. new byte[60]])));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(24 + 16 + 36), (ushort)port);
        string path = _captures.WriteBytes("tunnel.pcap", bytes);
        string tunnel = $"UDP to port {port} ({name}, a tunnel, which is not read)";

        CommandRun inspected = CommandRun.Of("inspect", path, "--json");
        CommandRun replayed = CommandRun.Of("replay", path);

        Assert.That((inspected.Code, replayed.Code), Is.EqualTo((ExitCode.CheckFailed, ExitCode.Usage)));
        Assert.That(inspected.Error, Does.Contain(tunnel));
        Assert.That(replayed.Error, Does.Contain(tunnel));
        // Nothing proves what a lone destination of another venue carries.
        Assert.That(inspected.JsonLines[0].TryGetProperty("line", out _) || inspected.JsonLines[0].TryGetProperty("role", out _), Is.False);
    }

    // A definition that is whole in a datagram that is not.
    [Test]
    public void ASymbolIsLearnedFromADatagramThatWasCut()
    {
        byte[] seen = File.ReadAllBytes(Require.Shared("cases/escape-in-symbol.pcap"));
        int firstLength = BitConverter.ToInt32(seen, 24 + 8);
        byte[] definition = seen[(24 + 16 + 42)..(24 + 16 + firstLength)];
        byte[] book = seen[(24 + 16 + firstLength + 16 + 42)..];
        definition.AsSpan(57, 20).Clear();
        "SYM"u8.CopyTo(definition.AsSpan(57));
        byte[] bytes = File.ReadAllBytes(_captures.Write("whole.pcap", (Line.A, 1, [.. definition, .. book[12..]]), (Line.A, 2, book)));
        int length = BitConverter.ToInt32(bytes, 24 + 8);
        BitConverter.TryWriteBytes(bytes.AsSpan(24 + 8), length - 5);
        string path = _captures.WriteBytes("cut.pcap", [.. bytes[..(24 + 16 + length - 5)], .. bytes[(24 + 16 + length)..]]);

        CommandRun run = CommandRun.Of("inspect", path, "--json", "--filter", "security=SYM,packet=2");

        Assert.That(run.JsonLines, Has.Length.EqualTo(1), run.Error);
    }

    [Test]
    public void ADayBetweenTwoCapturesIsToldByReplayAndPublish()
    {
        string first = _captures.Write("first.pcap", (Line.A, CmePackets.SendingTimeNs, CmePackets.Bid(1, 1, 8756, 100, 7)));
        string second = _captures.Write("second.pcap", (Line.A, CmePackets.SendingTimeNs + DayNs, CmePackets.Bid(2, 2, 8756, 101, 7)));
        string gap = $"1 day without a packet lie between the packets of {first} and those of {second}";

        CommandRun published = CommandRun.Of("publish", second, first, "--interface", "lo", "--group-a", "239.83.21.9:40009", "--speed", "1000000x");

        Assert.That(CommandRun.Of("replay", first, second).Out, Does.Contain(gap));
        Assert.That(published.Code, Is.EqualTo(ExitCode.Good), published.Error);
        Assert.That(published.Error, Does.Contain(gap).And.Contain("waited for at 1000000x: give --speed max"));
    }

    private static string Digest(string path) => CommandRun.Of("replay", path, "--json").Json.GetProperty("digest").GetString()!;

    private static int MessageBytes => CmePackets.Bid(1, 1, 8756, 100, 7).Length - 12;

    // Two datagrams of two messages each, of which a capture kept so many bytes.
    private string WriteCut(int snapLength)
    {
        byte[] Doubled(uint number)
        {
            byte[] one = CmePackets.Bid(number, number, 8756, 100, 7);
            return [.. one, .. one.AsSpan(12)];
        }

        string whole = _captures.Write("whole.pcap", (Line.A, 1, Doubled(1)), (Line.A, 2, Doubled(2)));
        byte[] bytes = File.ReadAllBytes(whole);
        int frame = 42 + Doubled(1).Length;
        using MemoryStream cut = new();
        cut.Write(bytes.AsSpan(0, 24));
        for (int at = 24; at < bytes.Length; at += 16 + frame)
        {
            cut.Write(bytes.AsSpan(at, 8));
            cut.Write(BitConverter.GetBytes(snapLength));
            cut.Write(bytes.AsSpan(at + 12, 4 + snapLength));
        }

        return _captures.WriteBytes("cut.pcap", cut.ToArray());
    }

    // Cuts a file when the first bytes come.
    private sealed class CuttingStream(string path) : MemoryStream
    {
        private bool _isCut;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_isCut) return;
            _isCut = true;
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(1000);
        }
    }
}
