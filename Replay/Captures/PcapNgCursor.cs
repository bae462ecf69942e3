using System.Buffers.Binary;

namespace FeedHandler.Replay.Captures;

/// <summary>Walks the blocks of a pcapng file from packet to packet. Every step consumes at least one block of twelve bytes.</summary>
internal partial struct PcapNgCursor
{
    /// <summary>A length that runs past the end of the file is a cut-off file up to this, a corrupt length beyond.</summary>
    internal const uint BlockBytesMax = 16 * 1024 * 1024;

    private MappedBytes _bytes;
    private long _offset;
    private bool _isSwapped;
    private bool _isPartial;
    private long _lastTimestampNs;
    private CaptureInterface[] _interfaces;
    private int _interfaceCount;

    internal CaptureEnding Ending { get; private set; }

    /// <summary>Which section it is in, from 1.</summary>
    internal int SectionNumber { get; private set; }

    /// <summary>Where the next block begins.</summary>
    internal readonly long Offset => _offset;

    /// <summary>Goes on with more of the file after it seemed to end.</summary>
    /// <param name="bytes">The file as far as it has come.</param>
    /// <param name="isPartial">Whether more may come: then the end needs no reason yet.</param>
    internal void Resume(MappedBytes bytes, bool isPartial)
    {
        _bytes = bytes;
        _isPartial = isPartial;
        Ending = CaptureEnding.None;
    }

    internal void Begin(MappedBytes bytes, bool isPartial = false)
    {
        _bytes = bytes;
        _isPartial = isPartial;
        _offset = 0;
        _lastTimestampNs = 0;
        SectionNumber = 0;
        Ending = CaptureEnding.None;
        ForgetInterfaces();
    }

    /// <summary>An interface of the section.</summary>
    internal readonly CaptureInterface InterfaceAt(int index) => _interfaces[index];

    internal bool TryRead(out RecordView view)
    {
        view = default;
        while (TryReadBlock(out PcapNgBlock block))
        {
            switch (block.Type)
            {
                case PcapNgBlock.EnhancedPacket or PcapNgBlock.Packet:
                    return TryReadTimedPacket(in block, ref view);
                case PcapNgBlock.SimplePacket:
                    return TryReadSimplePacket(in block, ref view);
                case PcapNgBlock.InterfaceDescription:
                    if (!TryAddInterface(in block)) return false;
                    break;
                case CaptureMagic.PcapNgSection:
                    if (!TryBeginSection(in block)) return false;
                    break;
            }
        }

        return false;
    }

    private bool TryReadBlock(out PcapNgBlock block)
    {
        block = default;
        if (Ending.End != CaptureEnd.None) return false;
        long left = _bytes.Length - _offset;
        if (left < PcapNgBlock.FrameBytes) return EndWithoutBlock(left);
        uint type = _bytes.ReadUInt32(_offset, _isSwapped);
        if (type == CaptureMagic.PcapNgSection && !TryLearnByteOrder()) return false;
        uint total = _bytes.ReadUInt32(_offset + 4, _isSwapped);
        if (total < PcapNgBlock.FrameBytes || total % 4 != 0) return Corrupt($"a block of {total} bytes cannot be");
        if (total > left) return EndWithinBlock(total, left);
        uint repeated = _bytes.ReadUInt32(_offset + total - 4, _isSwapped);
        if (repeated != total) return Corrupt($"the block begins with length {total} and ends with length {repeated}");
        block.Type = type;
        block.Offset = _offset;
        block.BodyLength = total - PcapNgBlock.FrameBytes;
        _offset += total;
        return true;
    }

    /// <summary>A section header tells the byte order of all that follows, its own length included.</summary>
    private bool TryLearnByteOrder()
    {
        uint magic = _bytes.ReadUInt32(_offset + PcapNgBlock.HeadBytes, isSwapped: false);
        _isSwapped = magic != CaptureMagic.PcapNgByteOrder;
        if (!_isSwapped || BinaryPrimitives.ReverseEndianness(magic) == CaptureMagic.PcapNgByteOrder) return true;
        return Corrupt($"the section header has byte-order magic {magic:X8}");
    }

    private bool EndWithoutBlock(long left) => left == 0 || _isPartial
        ? End(left == 0 ? CaptureEnd.Clean : CaptureEnd.Truncated, _offset, "")
        : End(CaptureEnd.Truncated, _offset, $"{left} bytes are left, and a block has at least {PcapNgBlock.FrameBytes}");

    private bool EndWithinBlock(uint total, long left) => _isPartial && total <= BlockBytesMax ? End(CaptureEnd.Truncated, _offset, "") : End(
        total > BlockBytesMax ? CaptureEnd.Corrupt : CaptureEnd.Truncated, _offset, $"{left} bytes of the block's {total} are there");

    private bool Corrupt(string reason) => End(CaptureEnd.Corrupt, _offset, reason);

    private bool End(CaptureEnd end, long offset, string reason)
    {
        Ending = new CaptureEnding(end, offset, reason);
        return false;
    }
}

/// <summary>One pcapng block whose outer lengths agree and lie within the file.</summary>
internal struct PcapNgBlock
{
    internal const uint InterfaceDescription = 1;
    internal const uint Packet = 2;
    internal const uint SimplePacket = 3;
    internal const uint EnhancedPacket = 6;

    /// <summary>The option if_tsresol of an interface description.</summary>
    internal const ushort ResolutionOption = 9;

    /// <summary>Type and length in front of the body.</summary>
    internal const int HeadBytes = 8;

    /// <summary>Head and the repeated length behind the body: the least a block has.</summary>
    internal const int FrameBytes = 12;

    internal uint Type;

    /// <summary>Where the block begins in the file.</summary>
    internal long Offset;

    internal long BodyLength;

    internal readonly long BodyOffset => Offset + HeadBytes;
}
