using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// Reads the records of one <see cref="CaptureFile"/> in file order, in a window of it that is in memory. Hostile bytes end it with a
/// <see cref="EndReason"/>; they never throw, never read outside the file and never stop progress. Allocates nothing per record. For one thread at a time.
/// </summary>
public sealed class CaptureReader
{
    private readonly CaptureWindow? _window;
    private readonly int _fileIndex;
    private FileBytes? _source;
    private bool _isPartial;
    private RecordCursor _cursor;

    internal CaptureReader(CaptureFile file, int fileIndex)
    {
        File = file;
        _fileIndex = fileIndex;
        _window = file.OpenWindow(out _source);
        Begin();
    }

    /// <summary>The file that is read.</summary>
    public CaptureFile File { get; }

    /// <summary>The destination that stands for the file where its format has none, as <see cref="CaptureFormat.DataMine"/>; else null.</summary>
    public UdpEndpoint? StandIn => File.Format == CaptureFormat.DataMine ? MinedPacketCursor.StandInOf(_fileIndex) : null;

    /// <summary>How much of the file was read. It may be asked on another thread.</summary>
    public ReadShare Share => _source?.Share ?? default;

    /// <summary>How many records have been read.</summary>
    public long RecordCount { get; private set; }

    /// <summary>How the reading ended; <see cref="CaptureEnd.None"/> until <see cref="TryRead"/> has returned false.</summary>
    public CaptureEnd End => Ending.End;

    /// <summary>Bytes from the beginning of the file to the record or block that could not be read, or to the end of the file.</summary>
    public long EndOffset => Ending.Offset;

    /// <summary>What was found there, in words; empty unless the file is truncated or corrupt.</summary>
    public string EndReason => Ending.Reason;

    /// <summary>Which section of the file the last record is in, from 1; 0 in other formats than pcapng.</summary>
    internal int SectionNumber => _cursor.SectionNumber;

    /// <summary>What the file says of the interface by which the last record came.</summary>
    /// <param name="index">The interface's number in its section; 0 in other formats than pcapng.</param>
    internal CaptureInterface InterfaceAt(int index) => _cursor.InterfaceAt(index);

    private CaptureEnding Ending => _window is { Failure.End: not CaptureEnd.None } failed ? failed.Failure : _cursor.Ending;

    private MappedBytes Bytes => _window?.Bytes ?? File.Bytes;

    /// <summary>Goes back before the first record.</summary>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    public void Rewind()
    {
        ObjectDisposedException.ThrowIf(!File.IsOpen, File);
        if (_window is not null) File.Restart(_window, ref _source);
        Begin();
    }

    /// <summary>Reads the next record.</summary>
    /// <param name="record">The record, valid until the next call; empty when there is none.</param>
    /// <returns>Whether there was one. Once false, always false, and <see cref="End"/> and <see cref="EndReason"/> say why.</returns>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    /// <exception cref="CaptureFormatException">The file was cut since it was opened.</exception>
    public bool TryRead(out CaptureRecord record)
    {
        bool isRead = TryReadView(out RecordView view);
        record = new CaptureRecord(in view);
        return isRead;
    }

    internal bool TryReadView(out RecordView view)
    {
        ObjectDisposedException.ThrowIf(!File.IsOpen, File);
        while (!_cursor.TryRead(out view))
        {
            if (!TryResume()) return false;
        }

        RecordCount++;
        return true;
    }

    private void Begin()
    {
        RecordCount = 0;
        _window?.FillHead();
        _isPartial = _window is not null;
        _cursor.Begin(File.Kind, Bytes, _isPartial, _fileIndex);
    }

    private bool TryResume()
    {
        if (!_isPartial || Ending.End == CaptureEnd.Corrupt) return false;
        _isPartial = _window!.TryFill(_cursor.Offset);
        _cursor.Resume(Bytes, _isPartial);
        return true;
    }
}
