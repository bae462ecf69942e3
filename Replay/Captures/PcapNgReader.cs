namespace FeedHandler.Replay.Captures;

/// <summary>Reads pcapng: sections of either byte order, several interfaces, enhanced, simple and old packet blocks; other blocks are
/// passed over.</summary>
internal sealed unsafe partial class PcapNgReader : CaptureReader
{
    private const uint SectionHeaderBlock = 0x0A0D0D0A;
    private const uint InterfaceBlock = 1;
    private const uint PacketBlock = 2;
    private const uint SimplePacketBlock = 3;
    private const uint EnhancedPacketBlock = 6;
    private const int BlockOverheadBytes = 12;
    private const int InterfaceCountMax = 4096;
    private readonly List<PcapNgInterface> _interfaces = [];

    public PcapNgReader(byte* first, long length)
        : base(first, length)
    {
    }

    public override bool TryRead(out CaptureRecord record)
    {
        record = default;
        while (TryFindBlock(out var type, out var bodyBytes))
        {
            var start = Offset;
            Offset += bodyBytes + BlockOverheadBytes;
            if (TryReadBlock(type, start, bodyBytes, ref record)) return true;
            if (End != CaptureEnd.None) return false;
        }

        return false;
    }

    private bool TryFindBlock(out uint type, out uint bodyBytes)
    {
        type = bodyBytes = 0;
        var remaining = FileLength - Offset;
        if (remaining == 0) return Stop(CaptureEnd.Clean, string.Empty);
        if (remaining < BlockOverheadBytes) return Stop(CaptureEnd.Truncated, "the file ends within a block header");
        type = UInt32(Offset);
        if (type == SectionHeaderBlock && !TryStartSection()) return false;
        var blockBytes = UInt32(Offset + 4);
        if (blockBytes < BlockOverheadBytes) return Stop(CaptureEnd.Corrupt, $"a block claims {blockBytes} bytes, fewer than its own header");
        blockBytes = (blockBytes + 3) & ~3u; // some writers forget the padding in the length
        if (blockBytes < BlockOverheadBytes || blockBytes > remaining) return Stop(CaptureEnd.Truncated, "the file ends within a block");
        bodyBytes = blockBytes - BlockOverheadBytes;
        return true;
    }

    private bool TryReadBlock(uint type, long start, uint bodyBytes, ref CaptureRecord record)
    {
        var body = start + 8;
        return type switch
        {
            EnhancedPacketBlock => TryReadPacket(body, bodyBytes, UInt32OrZero(body, bodyBytes), start, ref record),
            PacketBlock => TryReadPacket(body, bodyBytes, bodyBytes >= 2 ? UInt16(body) : 0u, start, ref record),
            SimplePacketBlock => TryReadSimple(body, bodyBytes, start, ref record),
            InterfaceBlock => AddInterface(body, bodyBytes),
            _ => false,
        };
    }

    private bool TryReadPacket(long body, uint bodyBytes, uint interfaceId, long start, ref CaptureRecord record)
    {
        const int HeaderBytes = 20;
        if (bodyBytes < HeaderBytes) return Broken(start, "a packet block is too short");
        var capturedBytes = UInt32(body + 12);
        if (capturedBytes > FrameBytesMax || capturedBytes > bodyBytes - HeaderBytes) return Broken(start, "a packet is longer than its block");
        if (interfaceId >= (uint)_interfaces.Count) return Broken(start, $"a packet names interface {interfaceId}, which the section has not");
        var from = _interfaces[(int)interfaceId];
        record = new CaptureRecord
        {
            Bytes = Bytes(body + HeaderBytes, (int)capturedBytes),
            TimestampNs = from.ToNs(((ulong)UInt32(body + 4) << 32) | UInt32(body + 8)),
            OriginalBytes = UInt32(body + 16),
            LinkType = from.LinkType,
            FileOffset = start,
        };
        return true;
    }

    // Without a time stamp, and of the section's first interface.
    private bool TryReadSimple(long body, uint bodyBytes, long start, ref CaptureRecord record)
    {
        if (bodyBytes < 4 || _interfaces.Count == 0) return Broken(start, "a simple packet block without length or interface");
        var originalBytes = UInt32(body);
        var snapBytes = _interfaces[0].SnapBytes == 0 ? uint.MaxValue : _interfaces[0].SnapBytes;
        var capturedBytes = Math.Min(Math.Min(originalBytes, snapBytes), bodyBytes - 4);
        if (capturedBytes > FrameBytesMax) return Broken(start, $"a packet claims {capturedBytes} bytes");
        record = new CaptureRecord
        {
            Bytes = Bytes(body + 4, (int)capturedBytes), OriginalBytes = originalBytes, LinkType = _interfaces[0].LinkType, FileOffset = start,
        };
        return true;
    }

    private uint UInt32OrZero(long body, uint bodyBytes) => bodyBytes >= 4 ? UInt32(body) : 0;

    private bool Broken(long start, string reason)
    {
        Offset = start;
        return Stop(CaptureEnd.Corrupt, reason);
    }
}
