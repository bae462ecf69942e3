using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// Reads several captures as one, by time; records of the same time come in the order of the files. Within a file the order is the file's
/// own: a time
/// that goes backwards is counted, not sorted.
/// </summary>
public sealed class CaptureMerge : IDisposable
{
    private readonly Source[] _sources;
    private int _current = -1;

    /// <summary>Starts at the beginning of each file.</summary>
    /// <param name="files">The captures, at least one; they must stay open.</param>
    public CaptureMerge(IReadOnlyList<CaptureFile> files)
    {
        ArgumentOutOfRangeException.ThrowIfZero(files.Count, nameof(files));
        _sources = files.Select(file => new Source(file)).ToArray();
        foreach (var source in _sources) source.Advance();
    }

    /// <summary>The readers, in the order of the files, for how each ended.</summary>
    public IEnumerable<CaptureReader> Readers => _sources.Select(source => source.Reader);

    /// <summary>Records with an earlier time than the one before them in the same file.</summary>
    public long Backwards => _sources.Sum(source => source.Backwards);

    /// <summary>Reads the next frame of all files.</summary>
    /// <param name="record">The frame.</param>
    /// <returns>False when every file has ended.</returns>
    public bool TryRead(out CaptureRecord record)
    {
        if (_current >= 0) _sources[_current].Advance();
        _current = Earliest();
        record = _current >= 0 ? _sources[_current].Record : default;
        return _current >= 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in _sources) source.Reader.Dispose();
    }

    private int Earliest()
    {
        var earliest = -1;
        for (var i = 0; i < _sources.Length; i++)
        {
            if (!_sources[i].HasRecord) continue;
            if (earliest < 0 || _sources[i].TimestampNs < _sources[earliest].TimestampNs) earliest = i;
        }

        return earliest;
    }

    // A record cannot be stored, so each source keeps where its next one lies.
    private sealed unsafe class Source(CaptureFile file)
    {
        private byte* _bytes;
        private int _length;
        private uint _originalBytes;
        private LinkType _linkType;
        private long _fileOffset;

        public CaptureReader Reader { get; } = file.CreateReader();

        public bool HasRecord { get; private set; }

        public long TimestampNs { get; private set; } = long.MinValue;

        public long Backwards { get; private set; }

        public CaptureRecord Record => new()
        {
            Bytes = new ReadOnlySpan<byte>(_bytes, _length),
            TimestampNs = TimestampNs,
            OriginalBytes = _originalBytes,
            LinkType = _linkType,
            FileOffset = _fileOffset,
        };

        public void Advance()
        {
            HasRecord = Reader.TryRead(out var record);
            if (!HasRecord) return;
            if (record.TimestampNs < TimestampNs) Backwards++;
            TimestampNs = record.TimestampNs;
            _bytes = (byte*)Unsafe.AsPointer(
                ref MemoryMarshal.GetReference(record.Bytes)); // mapped memory does not move
            _length = record.Bytes.Length;
            _originalBytes = record.OriginalBytes;
            _linkType = record.LinkType;
            _fileOffset = record.FileOffset;
        }
    }
}
