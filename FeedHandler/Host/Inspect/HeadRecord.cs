using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Inspect;

/// <summary>The next record of a capture, while those of others are compared with it. Its bytes lie in the capture's pinned window.</summary>
internal readonly unsafe struct HeadRecord
{
    private readonly byte* _bytes;
    private readonly int _length;
    private readonly int _originalLength;
    private readonly LinkType _linkType;
    private readonly long _fileOffset;
    private readonly bool _hasTime;
    private readonly byte* _options;
    private readonly int _optionsLength;
    private readonly bool _isSwapped;

    private HeadRecord(in CaptureRecord record)
    {
        _bytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(record.Bytes));
        (_length, _originalLength, _linkType, _fileOffset) = (record.Bytes.Length, record.OriginalLength, record.LinkType, record.FileOffset);
        TimestampNs = record.TimestampNs;
        _hasTime = record.HasTime;
        _options = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(record.Options.Bytes));
        (_optionsLength, _isSwapped) = (record.Options.Bytes.Length, record.Options.IsSwapped);
        IsThere = true;
    }

    /// <summary>Whether there is a record.</summary>
    public bool IsThere { get; }

    /// <summary>When it was captured, in nanoseconds since the Unix epoch.</summary>
    public long TimestampNs { get; }

    /// <summary>Notes where a record lies.</summary>
    public static HeadRecord Of(in CaptureRecord record) => new(record);

    /// <summary>The record again.</summary>
    public CaptureRecord ToRecord()
    {
        CaptureOptions options = new(new ReadOnlySpan<byte>(_options, _optionsLength), _isSwapped);
        return new(new ReadOnlySpan<byte>(_bytes, _length), TimestampNs, _originalLength, _linkType, _fileOffset, options, _hasTime);
    }
}
