namespace FeedHandler.Replay.Captures;

/// <summary>
/// Reads the records of one <see cref="CaptureFile"/> in file order, in place. Hostile bytes end it with a <see cref="EndReason"/>; they
/// never throw, never read outside the file and never stop progress. Allocates nothing per record. For one thread at a time.
/// </summary>
public sealed class CaptureReader
{
    private PcapCursor _pcap;
    private PcapNgCursor _pcapNg;

    internal CaptureReader(CaptureFile file)
    {
        File = file;
        Rewind();
    }

    /// <summary>The file that is read.</summary>
    public CaptureFile File { get; }

    /// <summary>How many records have been read.</summary>
    public long RecordCount { get; private set; }

    /// <summary>How the reading ended; <see cref="CaptureEnd.None"/> until <see cref="TryRead"/> has returned false.</summary>
    public CaptureEnd End => Ending.End;

    /// <summary>Bytes from the beginning of the file to the record or block that could not be read, or to the end of the file.</summary>
    public long EndOffset => Ending.Offset;

    /// <summary>What was found there, in words; empty unless the file is truncated or corrupt.</summary>
    public string EndReason => Ending.Reason;

    private CaptureEnding Ending => File.Format == CaptureFormat.Pcap ? _pcap.Ending : _pcapNg.Ending;

    /// <summary>Goes back before the first record.</summary>
    public void Rewind()
    {
        RecordCount = 0;
        if (File.Format == CaptureFormat.Pcap) _pcap.Begin(File.Bytes);
        else _pcapNg.Begin(File.Bytes);
    }

    /// <summary>Reads the next record.</summary>
    /// <param name="record">The record; empty when there is none.</param>
    /// <returns>Whether there was one. Once false, always false, and <see cref="End"/> and <see cref="EndReason"/> say why.</returns>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    public bool TryRead(out CaptureRecord record)
    {
        bool isRead = TryReadView(out RecordView view);
        record = new CaptureRecord(in view);
        return isRead;
    }

    internal unsafe bool TryReadView(out RecordView view)
    {
        ObjectDisposedException.ThrowIf(File.Bytes.Start is null, File);
        bool isRead = File.Format == CaptureFormat.Pcap ? _pcap.TryRead(out view) : _pcapNg.TryRead(out view);
        if (isRead) RecordCount++;
        return isRead;
    }
}
