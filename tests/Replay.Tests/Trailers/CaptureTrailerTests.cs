using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Tests.Trailers;

public sealed class CaptureTrailerTests
{
    private const uint Seconds = 1_479_000_001;
    private const uint Nanoseconds = 987_654_321;
    private const long TrailerNs = (Seconds * 1_000_000_000L) + Nanoseconds;

    private static readonly byte[] OriginalCheck = [0xDE, 0xAD, 0xBE, 0xEF];
    private static readonly byte[] NewCheck = [0xCA, 0xFE, 0xBA, 0xBE];
    private static readonly byte[] Padding = new byte[7];

    private static IEnumerable<TestCaseData> Trailers()
    {
        foreach (bool isPadded in (bool[])[false, true])
        {
            foreach (bool hasNewCheck in (bool[])[false, true])
            {
                yield return Case(TrailerKind.Metamako, "plain", Metamako([], 0x01), isPadded, hasNewCheck);
                yield return Case(TrailerKind.Metamako, "all flags without extensions", Metamako([], 0x35), isPadded, hasNewCheck);
                yield return Case(TrailerKind.Metamako, "sequence number", Metamako([0x0001_2320], 0x03), isPadded, hasNewCheck);
                yield return Case(TrailerKind.Metamako, "two extensions", Metamako([0x11, 0x22, 0x0000_00A2, 0x0000_0001], 0x03), isPadded, hasNewCheck);
                yield return Case(TrailerKind.Metamako, "a long string", Metamako([1, 2, 3, 4, 5, 0x0000_013F], 0x03), isPadded, hasNewCheck);
                yield return Case(TrailerKind.CPacket, "plain", CPacket(version: 2), isPadded, hasNewCheck);
                yield return Case(TrailerKind.Exablaze, "plain", Exablaze(), isPadded, hasNewCheck);
            }
        }
    }

    [TestCaseSource(nameof(Trailers))]
    public void TheDevicesTimeIsTheDatagrams(TrailerKind kind, byte[] rest)
    {
        Decoding decoding = Decoding.Of([.. FrameImage.Ethernet(FrameImage.UdpIPv4()), .. rest], trailer: kind);

        Assert.That(decoding.Payload, Is.EqualTo(FrameImage.Payload));
        Assert.That(decoding.TimeSource, Is.EqualTo(TimeSource.Trailer));
        Assert.That(decoding.TimestampNs, Is.EqualTo(TrailerNs));
        Assert.That((decoding.Counters.DeviceTimes, decoding.Counters.TrailersMissing), Is.EqualTo((1, 0)));
    }

    [TestCaseSource(nameof(Trailers))]
    public void WithoutTheOptionTheCapturesTimeCounts(TrailerKind kind, byte[] rest)
    {
        Decoding decoding = Decoding.Of([.. FrameImage.Ethernet(FrameImage.UdpIPv4()), .. rest]);

        Assert.That(kind, Is.Not.EqualTo(TrailerKind.None));
        Assert.That(decoding.TimestampNs, Is.EqualTo(Decoding.CaptureNs));
        Assert.That((decoding.Counters.DeviceTimes, decoding.Counters.TrailersMissing), Is.EqualTo((0, 0)));
    }

    [TestCaseSource(nameof(Trailers))]
    public void ACutTrailerLeavesTheCapturesTime(TrailerKind kind, byte[] rest)
    {
        byte[] frame = [.. FrameImage.Ethernet(FrameImage.UdpIPv4()), .. rest];

        Decoding decoding = Decoding.Of(frame.AsSpan(0, frame.Length - 5), originalLength: frame.Length, trailer: kind);

        Assert.That(decoding.Outcome, Is.EqualTo(FrameOutcome.Udp));
        Assert.That(decoding.TimestampNs, Is.EqualTo(Decoding.CaptureNs));
        Assert.That((decoding.Counters.DeviceTimes, decoding.Counters.TrailersMissing), Is.EqualTo((0, 1)));
    }

    private static IEnumerable<TestCaseData> Implausible()
    {
        yield return Rest(TrailerKind.Metamako, "nanoseconds of a second", [.. OriginalCheck, .. Time(Seconds, 1_000_000_000), 1, 0, 1, 2]);
        yield return Rest(TrailerKind.Metamako, "31 days late", [.. OriginalCheck, .. Time(Seconds + (31 * 86_400), 5), 1, 0, 1, 2]);
        yield return Rest(TrailerKind.Metamako, "31 days early", [.. OriginalCheck, .. Time(Seconds - (31 * 86_400), 5), 1, 0, 1, 2]);
        yield return Rest(TrailerKind.Metamako, "reserved flags", [.. OriginalCheck, .. Time(Seconds, 5), 0x41, 0, 1, 2]);
        yield return Rest(TrailerKind.Metamako, "no original check", [.. Time(Seconds, 5), 1, 0, 1, 2]);
        yield return Rest(TrailerKind.Metamako, "extensions that never end", [.. new byte[16], .. Time(Seconds, 5), 3, 0, 1, 2]);
        yield return Rest(TrailerKind.Metamako, "extensions beyond the trailer", [.. OriginalCheck, 0, 0, 0xFF, 0xFF, .. Time(Seconds, 5), 3, 0, 1, 2]);
        yield return Rest(TrailerKind.Metamako, "extensions over the original check", [0, 0, 0, 0x20, .. Time(Seconds, 5), 3, 0, 1, 2]);
        yield return Rest(TrailerKind.CPacket, "nanoseconds of a second", [.. OriginalCheck, .. Time(Seconds, 1_000_000_000), 1, 0, 1, 2]);
        yield return Rest(TrailerKind.CPacket, "31 days late", [.. OriginalCheck, .. Time(Seconds + (31 * 86_400), 5), 1, 0, 1, 2]);
        yield return Rest(TrailerKind.Exablaze, "reserved byte", [.. Exablaze()[..15], 1]);
        yield return Rest(TrailerKind.Exablaze, "8 days late", Exablaze(Seconds + (8 * 86_400)));
        yield return Rest(TrailerKind.Exablaze, "nothing", []);
    }

    [TestCaseSource(nameof(Implausible))]
    public void AnImplausibleTrailerIsCountedAndTheCapturesTimeStays(TrailerKind kind, byte[] rest)
    {
        Decoding decoding = Decoding.Of([.. FrameImage.Ethernet(FrameImage.UdpIPv4()), .. rest], trailer: kind);

        Assert.That(decoding.TimestampNs, Is.EqualTo(Decoding.CaptureNs));
        Assert.That(decoding.TimeSource, Is.EqualTo(TimeSource.Capture));
        Assert.That(decoding.Counters.TrailersMissing, Is.EqualTo(1));
    }

    [Test]
    public void ACaptureTimeAtTheEdgeOfItsRangeDoesNoHarm()
    {
        byte[] frame = [.. FrameImage.Ethernet(FrameImage.UdpIPv4()), .. Metamako([], 1)];
        FrameDecoder decoder = new() { Trailer = TrailerKind.Metamako };
        CaptureRecord record = new(frame, long.MinValue, frame.Length, LinkType.Ethernet, 0);

        Assert.That(decoder.TryGetUdp(in record, out UdpDatagram datagram), Is.True);
        Assert.That(datagram.TimestampNs, Is.EqualTo(long.MinValue));
    }

    internal static byte[] Metamako(uint[] extensions, byte flags, uint seconds = Seconds, uint nanoseconds = Nanoseconds)
    {
        WireWriter trailer = new WireWriter(true).Bytes(OriginalCheck);
        foreach (uint word in extensions) trailer.U32(word);
        return trailer.U32(seconds).U32(nanoseconds).U8(flags).U16(0x0102).U8(7).ToArray();
    }

    internal static byte[] CPacket(byte version, uint seconds = Seconds) =>
        new WireWriter(true).Bytes(OriginalCheck).U32(seconds).U32(Nanoseconds).U8(version).U16(0x0102).U8(7).ToArray();

    /// <summary>The fraction is rounded up, so that the nanosecond that it was made of comes back.</summary>
    internal static byte[] Exablaze(uint seconds = Seconds)
    {
        ulong fraction = (ulong)(((((UInt128)Nanoseconds) << 40) + 999_999_999) / 1_000_000_000);
        return new WireWriter(true).Bytes(OriginalCheck).U8(1).U8(2).U32(seconds).U32((uint)(fraction >> 8)).U8((byte)fraction).U8(0).ToArray();
    }

    private static byte[] Time(uint seconds, uint nanoseconds) => new WireWriter(true).U32(seconds).U32(nanoseconds).ToArray();

    private static TestCaseData Case(TrailerKind kind, string name, byte[] trailer, bool isPadded, bool hasNewCheck) =>
        Rest(kind, $"{name}{(isPadded ? ", padded" : "")}{(hasNewCheck ? ", new check" : "")}", [.. isPadded ? Padding : [], .. trailer, .. hasNewCheck ? NewCheck : []]);

    private static TestCaseData Rest(TrailerKind kind, string name, byte[] rest) => new TestCaseData(kind, rest).SetArgDisplayNames(kind.ToString(), name);
}
