using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>A capture of CME packets to groups, made field by field.</summary>
internal sealed class FeedImage
{
    public const int AnyApplId = 0;
    private const long FirstTimeNs = 1_700_000_000_000_000_000;
    private const long StepNs = 1_000_000;
    private readonly PcapImage _image = new();

    /// <summary>Puts a payload on its way to a destination.</summary>
    public FeedImage Send(string destination, byte[] payload)
    {
        Assert.That(UdpEndpoint.TryParse(destination, out UdpEndpoint endpoint), Is.True);
        byte[] udp = new WireWriter(true).U16(9).U16(endpoint.Port).U16((ushort)(payload.Length + 8)).U16(0).Bytes(payload).ToArray();
        _image.Record(1, 0, endpoint.IsIPv6 ? FrameImage.Ethernet(IPv6(endpoint, udp), 0x86DD) : FrameImage.Ethernet(IPv4(endpoint, udp)));
        return this;
    }

    /// <summary>Puts packets on their way, in order.</summary>
    public FeedImage SendAll(string destination, IEnumerable<byte[]> payloads)
    {
        foreach (byte[] payload in payloads) Send(destination, payload);
        return this;
    }

    public LineMap Infer()
    {
        using CaptureSet captures = new(_image.ToArray());
        return LineMap.Infer(captures.Files);
    }

    public LineMap Parse(string lines)
    {
        using CaptureSet captures = new(_image.ToArray());
        return LineMap.Parse(lines, captures.Files);
    }

    /// <summary>Book packets of the incremental feed, one for each number.</summary>
    public static byte[][] Books(int first, int count, int securityId = 7, long delayNs = 0) =>
        [.. Enumerable.Range(first, count).Select(number => Book((uint)number, securityId, delayNs))];

    public static byte[] Book(uint number, int securityId = 7, long delayNs = 0) =>
        Packet(number, 46, Root(11).Bytes(32, 0, 1).Bytes(new byte[12]).U32((uint)securityId).Bytes(new byte[16]), 11, delayNs);

    public static byte[] Snapshot(uint number, int securityId = 7) => Packet(number, 52, Root(8).U32((uint)securityId).Bytes(new byte[47]), 59);

    public static byte[] OrderSnapshot(uint number, int securityId = 7) => Packet(number, 53, Root(8).U32((uint)securityId).Bytes(new byte[16]), 28);

    public static byte[] Definition(uint number, int securityId = 7, int applId = AnyApplId, uint total = uint.MaxValue, long delayNs = 0) => Packet(
        number, 54, Root(1).U32(total).Bytes(new byte[10]).U16((ushort)applId).Bytes(new byte[38]).U32((uint)securityId).Bytes(new byte[165]), 224, delayNs);

    public static byte[] Heartbeat(uint number, long delayNs = 0) => Packet(number, 12, Root(0), 0, delayNs);

    private static WireWriter Root(int bytes) => new WireWriter(false).Bytes(new byte[bytes]);

    private static byte[] Packet(uint number, ushort template, WireWriter message, ushort blockLength, long delayNs = 0) => new WireWriter(false)
        .U32(number).I64(FirstTimeNs + (number * StepNs) + delayNs)
        .U16((ushort)(message.Count + 10)).U16(blockLength).U16(template).U16(1).U16(13).Bytes(message.ToArray()).ToArray();

    private static byte[] IPv4(UdpEndpoint destination, byte[] udp) => new WireWriter(true)
        .U16(0x4500).U16((ushort)(20 + udp.Length)).U32(0x0001_4000).U32(0x1011_0000).U32(0x0A00_0009).U32((uint)destination.Address).Bytes(udp).ToArray();

    private static byte[] IPv6(UdpEndpoint destination, byte[] udp) => new WireWriter(true)
        .U32(0x6000_0000).U16((ushort)udp.Length).U8(17).U8(16).U32(0xFE80_0000).U32(0).U32(0).U32(1)
        .I64((long)(destination.Address >> 64)).I64((long)destination.Address).Bytes(udp).ToArray();
}
