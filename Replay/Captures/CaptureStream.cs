using FeedHandler.Journals;
using FeedHandler.Replay.Journals;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// Reads a capture of any length from a stream: a pipe, a growing or a compressed file. It keeps a window of the bytes and no more.
/// Hostile bytes end it with an <see cref="EndReason"/>; they never throw and never stop progress. For one thread.
/// </summary>
public sealed class CaptureStream : IDisposable
{
    private const int WindowBytes = 1 << 20;
    private readonly CaptureWindow _window;
    private readonly GrowingFile? _file;
    private bool _isPartial = true;
    private RecordCursor _cursor;

    private CaptureStream(string name, Stream stream, Action? beforeWait, int fileIndex)
    {
        Name = name;
        _file = stream as GrowingFile;
        _window = new CaptureWindow(PackedStreams.Unpack(stream), WindowBytes, beforeWait);
        _window.FillHead();
        CaptureKind kind = CaptureMagic.Identify(name, _window);
        Format = kind.Format;
        _cursor.Begin(kind, _window.Bytes, _isPartial, fileIndex);
    }

    /// <summary>What the stream was called when it was opened.</summary>
    public string Name { get; }

    /// <summary>The format that its first bytes tell.</summary>
    public CaptureFormat Format { get; }

    /// <summary>How much of the file was read; nothing is known of a pipe. It may be asked on another thread.</summary>
    public ReadShare Share => _file?.Share ?? default;

    /// <summary>How many records have been read.</summary>
    public long RecordCount { get; private set; }

    /// <summary>How the reading ended; <see cref="CaptureEnd.None"/> until <see cref="TryRead"/> has returned false.</summary>
    public CaptureEnd End => Ending.End;

    /// <summary>Bytes from the beginning of the unpacked capture to the record or block that could not be read, or to its end.</summary>
    public long EndOffset => Ending.Offset;

    /// <summary>What was found there, in words; empty unless the capture is truncated or corrupt.</summary>
    public string EndReason => Ending.Reason;

    private CaptureEnding Ending => _window.Failure.End != CaptureEnd.None ? _window.Failure : _cursor.Ending;

    /// <summary>Opens a file, compressed with gzip or zstd, or not.</summary>
    /// <param name="path">A file as of <see cref="CaptureFile.Open"/>; a pipe is read by <see cref="Read"/>.</param>
    /// <param name="fileIndex">Its place among captures that are read together, from 0.</param>
    /// <exception cref="CaptureFormatException">The file is missing, unreadable, empty, no capture, or no regular file.</exception>
    public static CaptureStream Open(string path, int fileIndex = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (JournalFiles.Are(path)) return Read(path, JournalCapture.Open(path, default));
        RegularFile.Require(path);
        try
        {
            GrowingFile file = new(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return Read(path, file, fileIndex: fileIndex);
        }
        catch (FileNotFoundException failure)
        {
            throw new CaptureFormatException($"{path} does not exist: check the path.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CaptureFormatException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads a capture from a stream, compressed with gzip or zstd, or not.</summary>
    /// <param name="name">Names it in messages.</param>
    /// <param name="stream">The bytes; disposed with this.</param>
    /// <param name="beforeWait">Called before each read of the stream, which may wait: the moment to show what was read so far.</param>
    /// <param name="fileIndex">Its place among captures that are read together, from 0.</param>
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    public static CaptureStream Read(string name, Stream stream, Action? beforeWait = null, int fileIndex = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return new CaptureStream(name, stream, beforeWait, fileIndex);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next record.</summary>
    /// <param name="record">The record, in place: valid until the next call; empty when there is none.</param>
    /// <returns>Whether there was one. Once false, always false, and <see cref="End"/> and <see cref="EndReason"/> say why.</returns>
    public bool TryRead(out CaptureRecord record)
    {
        RecordView view;
        while (!_cursor.TryRead(out view))
        {
            if (Ending.End is CaptureEnd.Corrupt || !_isPartial)
            {
                record = default;
                return false;
            }

            _isPartial = _window.TryFill(_cursor.Offset);
            _cursor.Resume(_window.Bytes, _isPartial);
        }

        RecordCount++;
        record = new CaptureRecord(in view);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();
}
