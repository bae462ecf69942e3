using FeedHandler.Native;
using FeedHandler.Native.Memory;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Journals;

/// <summary>
/// Reads a file of a journal, frame by frame, as far as it is committed. What it holds may be anything: nothing is thrown, and what is wrong is said.
/// </summary>
public sealed class JournalReader : IDisposable
{
    private const int BufferBytes = 1 << 20;
    private readonly SharedFile _file;
    private JournalHeader _header;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private Crc32C _crc = new();
    private long _readBytes = JournalHeader.Bytes;
    private int _start;
    private int _end;

    private JournalReader(SharedFile file, in JournalHeader header) => (_file, _header) = (file, header);

    /// <summary>The life of the feed that it is of.</summary>
    public long Epoch => _header.Epoch;

    /// <summary>Its first event.</summary>
    public long FirstSequence => _header.FirstSequence;

    /// <summary>Its last event; one less than the first one where it has none.</summary>
    public long LastSequence => _header.Last.LastSequence;

    /// <summary>How many bytes of it count, the header among them.</summary>
    public long Bytes => _header.Last.Bytes;

    /// <summary>Whether it was ended in order; else it grows still, or its writer was killed.</summary>
    public bool IsClosed => _header.Last.IsClosed != 0;

    /// <summary>What is wrong with its bytes; null as far as nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The files that are meant: one, or those of a folder, the oldest first, which were begun.</summary>
    /// <param name="path">A file or a folder.</param>
    public static IReadOnlyList<string> FilesOf(string path)
    {
        if (!Directory.Exists(path)) return [path];
        IEnumerable<string> files = Directory.EnumerateFiles(path).Where(static file => JournalEntry.NumberOf(Path.GetFileName(file)) > 0);
        return [.. files.Where(IsBegun).Order(StringComparer.Ordinal)];
    }

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
        else _header = header;
        return Bytes > before;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Whether a file was begun: a process that is killed while it makes one leaves zeros.</summary>
    internal static bool IsBegun(string path)
    {
        if (!SharedFile.OpenForReading(path, out SharedFile? file).IsSuccess) return true;
        using (file)
        {
            Span<byte> mark = stackalloc byte[sizeof(ulong)];
            int count = file!.ReadAt(0, mark);
            return count < 0 || mark[..count].ContainsAnyExcept((byte)0);
        }
    }

    private bool TryFill()
    {
        long left = Bytes - _readBytes;
        if (left <= 0)
        {
            if (_end > _start) Fault = FormattableString.Invariant($"the frame at byte {_readBytes - (_end - _start)} is cut off");
            else if (_crc.Value != _header.Last.Crc) Fault = "its bytes are not those that were written (CRC-32C)";
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
}
