using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Captures;

internal partial struct PcapNgCursor
{
    private const int TimedPacketHeadBytes = 20;
    private const int SimplePacketHeadBytes = 4;

    /// <summary>An enhanced packet, or an obsolete packet block: alike except for the width of the interface number.</summary>
    private unsafe bool TryReadTimedPacket(in PcapNgBlock block, ref RecordView view)
    {
        if (block.BodyLength < TimedPacketHeadBytes) return CorruptBlock(in block, $"a packet block's body has {block.BodyLength} bytes");
        long body = block.BodyOffset;
        uint interfaceIndex = block.Type == PcapNgBlock.Packet ? _bytes.ReadUInt16(body, _isSwapped) : _bytes.ReadUInt32(body, _isSwapped);
        if (interfaceIndex >= (uint)_interfaceCount) return CorruptBlock(in block, $"the packet names interface {interfaceIndex} of {_interfaceCount}");
        uint captured = _bytes.ReadUInt32(body + 12, _isSwapped);
        if (captured > CaptureRecord.BytesMax || captured > block.BodyLength - TimedPacketHeadBytes)
            return CorruptBlock(in block, $"the packet claims {captured} captured bytes in a body of {block.BodyLength}");

        ref readonly CaptureInterface captureInterface = ref _interfaces[interfaceIndex];
        ulong ticks = ((ulong)_bytes.ReadUInt32(body + 4, _isSwapped) << 32) | _bytes.ReadUInt32(body + 8, _isSwapped);
        _lastTimestampNs = captureInterface.Scale.ToNs(ticks);
        view.Start = _bytes.Start + body + TimedPacketHeadBytes;
        view.CapturedLength = (int)captured;
        view.OriginalLength = (int)Math.Min(_bytes.ReadUInt32(body + 16, _isSwapped), int.MaxValue);
        view.TimestampNs = _lastTimestampNs;
        view.FileOffset = block.Offset;
        view.LinkType = captureInterface.LinkType;
        view.IsSwapped = _isSwapped;
        LocateOptions(in block, TimedPacketHeadBytes + (((long)captured + 3) & ~3L), ref view);
        return true;
    }

    /// <summary>Options stand behind the padded frame; some writers leave the last padding out, and then there is none.</summary>
    private readonly unsafe void LocateOptions(in PcapNgBlock block, long headBytes, ref RecordView view)
    {
        long bytes = Math.Min(block.BodyLength - headBytes, BlockBytesMax);
        if (bytes <= 0) return;
        view.OptionsStart = _bytes.Start + block.BodyOffset + headBytes;
        view.OptionsLength = (int)bytes;
    }

    /// <summary>A simple packet states no captured length: it is what the original length, the first interface's limit and the block allow.</summary>
    private unsafe bool TryReadSimplePacket(in PcapNgBlock block, ref RecordView view)
    {
        if (block.BodyLength < SimplePacketHeadBytes) return CorruptBlock(in block, "a simple packet's body is empty");
        if (_interfaceCount == 0) return CorruptBlock(in block, "a simple packet comes before any interface description");
        ref readonly CaptureInterface captureInterface = ref _interfaces[0];
        uint original = _bytes.ReadUInt32(block.BodyOffset, _isSwapped);
        uint snapLength = captureInterface.SnapLength == 0 ? uint.MaxValue : captureInterface.SnapLength;
        long captured = Math.Min(Math.Min(original, snapLength), block.BodyLength - SimplePacketHeadBytes);
        if (captured > CaptureRecord.BytesMax)
        {
            return CorruptBlock(in block, $"the packet has {captured} captured bytes; {CaptureRecord.BytesMax} are the most");
        }

        view.Start = _bytes.Start + block.BodyOffset + SimplePacketHeadBytes;
        view.CapturedLength = (int)captured;
        view.OriginalLength = (int)Math.Min(original, int.MaxValue);
        view.TimestampNs = _lastTimestampNs;
        view.IsTimeless = true;
        view.FileOffset = block.Offset;
        view.LinkType = captureInterface.LinkType;
        return true;
    }

    private bool CorruptBlock(in PcapNgBlock block, string reason) => End(CaptureEnd.Corrupt, block.Offset, reason);
}
