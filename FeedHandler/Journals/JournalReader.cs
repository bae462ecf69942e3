using FeedHandler.Native;
using FeedHandler.Native.Memory;
using FeedHandler.Wire;

namespace FeedHandler.Journals;

/// <summary>
/// Reads a file of a journal, frame by frame, as far as it is committed. What it holds may be anything: nothing is thrown, and what is wrong is said. Behind a
/// loss of power it goes as far as the bytes are those that were written.
/// </summary>
public sealed partial class JournalReader : IDisposable
{
    private const int BufferBytes = 1 << 20;
    private readonly SharedFile _file;
    private JournalHeader _header;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private JournalCommit _through;
    private Crc32C _crc = new(0);
    private long _readBytes = JournalHeader.Bytes;
    private int _start;
    private int _end;

    private JournalReader(SharedFile file, in JournalHeader header)
    {
        (_file, _header) = (file, header);
        _through = IsOnDisk(header) ? header.Last : Trusted();
    }

    /// <summary>The life of the feed that it is of.</summary>
    public long Epoch => _header.Epoch;

    /// <summary>Its first event.</summary>
    public long FirstSequence => _header.FirstSequence;

    /// <summary>Its last event; one less than the first one where it has none.</summary>
    public long LastSequence => _through.LastSequence;

    /// <summary>When its first event, or one before it, was received at the latest, nanoseconds since the Unix epoch; 0 where it has none.</summary>
    public long FirstNs => _header.Points.IsEmpty ? 0 : _header.Points[0].TimeNs;

    /// <summary>When an event of it was received at the latest, nanoseconds since the Unix epoch; 0 where it has none.</summary>
    public long LastNs => _through.LastNs;

    /// <summary>How many bytes of it count, the header among them.</summary>
    public long Bytes => _through.Bytes;

    /// <summary>Bytes that were committed, and are not those that were written: a loss of power took them.</summary>
    public long UnwrittenBytes => _header.Last.Bytes - _through.Bytes;

    /// <summary>Whether it was ended in order; else it grows still, or its writer was killed.</summary>
    public bool IsClosed => _through.IsClosed != 0;

    /// <summary>The number at the venue of each channel of the feed, by its index.</summary>
    public ReadOnlySpan<ushort> Channels => _header.Channels;

    /// <summary>Where reading can begin, in order.</summary>
    public ReadOnlySpan<JournalPoint> Points => _header.Points;

    /// <summary>What is wrong with its bytes; null as far as nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens a file, which may be written to meanwhile.</summary>
    /// <param name="path">Where it is; no link.</param>
    /// <param name="reader">The reader.</param>
    /// <returns>What is wrong; null when it is open.</returns>
    public static string? TryOpen(string path, out JournalReader? reader)
    {
        reader = null;
        NativeResult result = SharedFile.OpenForReading(path, out SharedFile? file);
        if (!result.IsSuccess) return result.ToString();
        if (JournalHeader.TryRead(file!, out JournalHeader header))
        {
            reader = new JournalReader(file!, header);
            return null;
        }

        file!.Dispose();
        return "it is no journal, or one of another version";
    }

    /// <summary>Goes to a point: what is read next lies behind it.</summary>
    /// <param name="point">One of <see cref="Points"/>.</param>
    /// <returns>False when it is none that counts.</returns>
    public bool TrySeek(in JournalPoint point)
    {
        if (point.Offset < JournalHeader.Bytes || point.Offset > Bytes) return false;
        (_readBytes, _start, _end) = (point.Offset, 0, 0);
        _crc = new Crc32C(point.Crc);
        Fault = null;
        return true;
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">The frame; valid until the next call.</param>
    /// <returns>False at the end, and where a fault was found.</returns>
    public bool TryRead(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        while (Fault is null)
        {
            FrameResult result = FrameDecoder.TryRead(_buffer.AsSpan(_start, _end - _start), out int frameBytes);
            if (result == FrameResult.Frame)
            {
                frame = _buffer.AsSpan(_start, frameBytes);
                _start += frameBytes;
                return true;
            }

            if (result == FrameResult.Malformed) Fault = FormattableString.Invariant($"no frame at byte {_readBytes - (_end - _start)}");
            else if (!TryFill()) return false;
        }

        return false;
    }

    /// <summary>Looks whether more was committed, once <see cref="TryRead"/> has given all that was.</summary>
    /// <returns>Whether there is more to read.</returns>
    public bool Follow()
    {
        long before = Bytes;
        if (Fault is not null) return false;
        if (!JournalHeader.TryRead(_file, out JournalHeader header)) Fault = "its begin is not that of a journal any more";
        else (_header, _through) = (header, UnwrittenBytes == 0 ? header.Last : _through);
        return Bytes > before;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool TryFill()
    {
        long left = Bytes - _readBytes;
        if (left <= 0)
        {
            Fault = FaultAtEnd();
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int count = _file.ReadAt(_readBytes, _buffer.AsSpan(_end, (int)Math.Min(left, BufferBytes - _end)));
        if (count <= 0)
        {
            Fault = FormattableString.Invariant($"it ends at byte {_readBytes}, and {Bytes} were committed");
            return false;
        }

        _crc.Add(_buffer.AsSpan(_end, count));
        _readBytes += count;
        _end += count;
        return true;
    }

    private string? FaultAtEnd()
    {
        if (_end > _start) return FormattableString.Invariant($"the frame at byte {_readBytes - (_end - _start)} is cut off");
        if (_crc.Value != _through.Crc) return "its bytes are not those that were written (CRC-32C)";
        return UnwrittenBytes == 0 ? null : FormattableString.Invariant(
            $"{UnwrittenBytes} bytes behind event {LastSequence} are not those that were written: a loss of power took them");
    }
}
