using System.Buffers.Binary;
using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Captures;

/// <summary>Walks the records of a classic pcap file.</summary>
internal struct PcapCursor
{
    private const int FileHeaderBytes = 24;
    private const int SnapLengthOffset = 16;
    private const int LinkTypeOffset = 20;
    private const int RecordHeaderBytes = 16;
    private const int ModifiedRecordHeaderBytes = 24;
    private const long SecondNs = 1_000_000_000;

    private MappedBytes _bytes;
    private long _offset;
    private long _fractionNs;
    private int _headerBytes;
    private bool _isSwapped;
    private bool _isPartial;
    private LinkType _linkType;
    private uint _snapLength;

    internal CaptureEnding Ending { get; private set; }

    /// <summary>Where the next record begins.</summary>
    internal readonly long Offset => _offset;

    /// <summary>What the file header says, as the description of an interface.</summary>
    internal readonly CaptureInterface Interface => new()
    {
        LinkType = _linkType,
        SnapLength = _snapLength,
        Scale = new TimestampScale(_fractionNs == 1 ? (byte)9 : (byte)6, 0),
        Options = [9, 0, 1, 0, _fractionNs == 1 ? (byte)9 : (byte)6, 0, 0, 0], // if_tsresol
    };

    /// <summary>Goes on with more of the file after it seemed to end.</summary>
    /// <param name="bytes">The file as far as it has come.</param>
    /// <param name="isPartial">Whether more may come: then the end needs no reason yet.</param>
    internal void Resume(MappedBytes bytes, bool isPartial)
    {
        if (_headerBytes == 0) return; // a file without its header has ended
        _bytes = bytes;
        _isPartial = isPartial;
        Ending = CaptureEnding.None;
    }

    /// <summary>Reads the file header. The magic is known to be there and to be one of pcap's.</summary>
    internal void Begin(MappedBytes bytes, bool isPartial = false)
    {
        _bytes = bytes;
        _isPartial = isPartial;
        _offset = FileHeaderBytes;
        Ending = CaptureEnding.None;
        _headerBytes = 0;
        if (bytes.Length < FileHeaderBytes)
        {
            _ = End(CaptureEnd.Truncated, 0, $"{bytes.Length} bytes of the file header's {FileHeaderBytes} are there");
            return;
        }

        uint magic = bytes.ReadUInt32(0, isSwapped: false);
        _isSwapped = !CaptureMagic.IsPcap(magic);
        if (_isSwapped) magic = BinaryPrimitives.ReverseEndianness(magic);
        _fractionNs = magic == CaptureMagic.PcapNanoseconds ? 1 : 1000;
        _headerBytes = magic == CaptureMagic.PcapModified ? ModifiedRecordHeaderBytes : RecordHeaderBytes;
        _snapLength = bytes.ReadUInt32(SnapLengthOffset, _isSwapped);
        _linkType = (LinkType)(ushort)bytes.ReadUInt32(LinkTypeOffset, _isSwapped); // the upper bits tell of a frame check sequence
    }

    internal unsafe bool TryRead(out RecordView view)
    {
        view = default;
        if (Ending.End != CaptureEnd.None) return false;
        long left = _bytes.Length - _offset;
        if (left < _headerBytes) return _isPartial ? EndForNow() : EndWithoutHeader(left);
        uint captured = _bytes.ReadUInt32(_offset + 8, _isSwapped);
        if (_isPartial && captured <= CaptureRecord.BytesMax && captured > left - _headerBytes) return EndForNow();
        if (captured > CaptureRecord.BytesMax || captured > left - _headerBytes) return EndWithoutFrame(captured, left - _headerBytes);
        view.Start = _bytes.Start + _offset + _headerBytes;
        view.CapturedLength = (int)captured;
        view.OriginalLength = (int)Math.Min(_bytes.ReadUInt32(_offset + 12, _isSwapped), int.MaxValue);
        view.TimestampNs = ReadTimestampNs();
        view.FileOffset = _offset;
        view.LinkType = _linkType;
        _offset += _headerBytes + captured;
        return true;
    }

    /// <summary>A fraction of a second or more, as bad writers store, carries into the seconds.</summary>
    private readonly long ReadTimestampNs() =>
        (_bytes.ReadUInt32(_offset, _isSwapped) * SecondNs) + (_bytes.ReadUInt32(_offset + 4, _isSwapped) * _fractionNs);

    private bool EndForNow() => End(CaptureEnd.Truncated, _offset, "");

    private bool EndWithoutHeader(long left) => left == 0
        ? End(CaptureEnd.Clean, _offset, "")
        : End(CaptureEnd.Truncated, _offset, $"{left} bytes of a record header's {_headerBytes} are there");

    private bool EndWithoutFrame(uint captured, long left) => captured > CaptureRecord.BytesMax
        ? End(CaptureEnd.Corrupt, _offset, $"the record claims {captured} captured bytes; {CaptureRecord.BytesMax} are the most")
        : End(CaptureEnd.Truncated, _offset, $"{left} bytes of the record's {captured} are there");

    private bool End(CaptureEnd end, long offset, string reason)
    {
        Ending = new CaptureEnding(end, offset, reason);
        return false;
    }
}
