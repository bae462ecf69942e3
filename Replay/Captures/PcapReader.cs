namespace FeedHandler.Replay.Captures;

/// <summary>Reads classic pcap: either byte order, micro- and nanoseconds, and the modified form with longer records.</summary>
internal sealed unsafe class PcapReader : CaptureReader
{
    public const int FileHeaderBytes = 24;
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private const uint Modified = 0xA1B2CD34;
    private const uint LinkTypeMask = 0x0000FFFF;
    private readonly int _recordHeaderBytes;
    private readonly uint _nsPerFraction;
    private readonly LinkType _linkType;

    public PcapReader(byte* first, long length)
        : base(first, length)
    {
        IsBigEndian = IsSwapped(UInt32(0));
        var magic = UInt32(0);
        _nsPerFraction = magic == Nanoseconds ? 1u : 1000u;
        _recordHeaderBytes = magic == Modified ? 24 : 16;
        _linkType = (LinkType)(UInt32(20) & LinkTypeMask); // the upper bits tell of a frame check sequence
        Offset = FileHeaderBytes;
    }

    public static bool IsMagic(uint littleEndian) => littleEndian is Microseconds or Nanoseconds or Modified || IsSwapped(littleEndian);

    public override bool TryRead(out CaptureRecord record)
    {
        record = default;
        var remaining = FileLength - Offset;
        if (remaining == 0) return Stop(CaptureEnd.Clean, string.Empty);
        if (remaining < _recordHeaderBytes) return Stop(CaptureEnd.Truncated, "the file ends within a record header");
        var capturedBytes = UInt32(Offset + 8);
        if (capturedBytes > FrameBytesMax) return Stop(CaptureEnd.Corrupt, $"a record claims {capturedBytes} bytes");
        if (capturedBytes > remaining - _recordHeaderBytes) return Stop(CaptureEnd.Truncated, "the file ends within a record");
        record = new CaptureRecord
        {
            Bytes = Bytes(Offset + _recordHeaderBytes, (int)capturedBytes),
            // Some writers let the fraction exceed a second: it simply carries.
            TimestampNs = (UInt32(Offset) * 1_000_000_000L) + (UInt32(Offset + 4) * (long)_nsPerFraction),
            OriginalBytes = UInt32(Offset + 12),
            LinkType = _linkType,
            FileOffset = Offset,
        };
        Offset += _recordHeaderBytes + capturedBytes;
        return true;
    }

    private static bool IsSwapped(uint littleEndian) => littleEndian is 0xD4C3B2A1 or 0x4D3CB2A1 or 0x34CDB2A1;
}
