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
    private readonly CaptureFormat _format;
    private bool _isPartial = true;
    private PcapCursor _pcap;
    private PcapNgCursor _pcapNg;

    private CaptureStream(string name, Stream stream, Action? beforeWait)
    {
        Name = name;
        _window = new CaptureWindow(stream, WindowBytes, beforeWait);
        _window.FillHead();
        _format = CaptureMagic.Identify(name, _window);
        if (_format == CaptureFormat.Pcap) _pcap.Begin(_window.Bytes, _isPartial);
        else _pcapNg.Begin(_window.Bytes, _isPartial);
    }

    /// <summary>What the stream was called when it was opened.</summary>
    public string Name { get; }

    /// <summary>How many records have been read.</summary>
    public long RecordCount { get; private set; }

    /// <summary>How the reading ended; <see cref="CaptureEnd.None"/> until <see cref="TryRead"/> has returned false.</summary>
    public CaptureEnd End => Ending.End;

    /// <summary>Bytes from the beginning of the unpacked capture to the record or block that could not be read, or to its end.</summary>
    public long EndOffset => Ending.Offset;

    /// <summary>What was found there, in words; empty unless the capture is truncated or corrupt.</summary>
    public string EndReason => Ending.Reason;

    private CaptureEnding Ending => _window.Failure.End != CaptureEnd.None ? _window.Failure : _format == CaptureFormat.Pcap ? _pcap.Ending : _pcapNg.Ending;

    /// <summary>Opens a file, compressed with gzip or zstd, or not.</summary>
    /// <param name="path">A pcap or pcapng file, or a journal, a file of it or its folder; a pipe is read by <see cref="Read"/>.</param>
    /// <exception cref="CaptureFormatException">The file is missing, unreadable, empty, no capture, or no regular file.</exception>
    public static CaptureStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (JournalFiles.Are(path)) return Read(path, JournalCapture.Open(path, default));
        RegularFile.Require(path);
        try
        {
            return Read(path, new GrowingFile(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)));
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
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    public static CaptureStream Read(string name, Stream stream, Action? beforeWait = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return new CaptureStream(name, PackedStreams.Unpack(stream), beforeWait);
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
        while (!TryReadView(out view))
        {
            if (Ending.End is CaptureEnd.Corrupt || !_isPartial)
            {
                record = default;
                return false;
            }

            _isPartial = _window.TryFill(_format == CaptureFormat.Pcap ? _pcap.Offset : _pcapNg.Offset);
            if (_format == CaptureFormat.Pcap) _pcap.Resume(_window.Bytes, _isPartial);
            else _pcapNg.Resume(_window.Bytes, _isPartial);
        }

        RecordCount++;
        record = new CaptureRecord(in view);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private bool TryReadView(out RecordView view) => _format == CaptureFormat.Pcap ? _pcap.TryRead(out view) : _pcapNg.TryRead(out view);
}
