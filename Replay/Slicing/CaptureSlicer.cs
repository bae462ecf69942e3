using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Replay.Slicing;

/// <summary>
/// Writes a part of captures as a capture that can be replayed: frames byte for byte, with their times, interfaces and comments, and with notes of the numbers
/// that were cut out, so that a replay tells them from numbers that were lost.
/// </summary>
public sealed class CaptureSlicer
{
    private readonly CaptureMerge _merge;
    private readonly SectionNotes[] _notes;
    private readonly FrameDecoder _decoder = new() { GivesCut = true };
    private readonly CutLedger _cuts;
    private readonly List<string> _texts = [];
    private readonly IReadOnlyList<CaptureFile> _files;
    private FragmentLookahead? _lookahead;

    /// <summary>Starts at the beginning of the captures.</summary>
    /// <param name="files">The captures, merged by time; they must stay open.</param>
    /// <param name="lines">Which destination is which line, so that what one line lost and the other had is noted as cut too; null when that is not
    /// known.</param>
    public CaptureSlicer(IReadOnlyList<CaptureFile> files, LineMap? lines = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        _cuts = new CutLedger(lines);
        _merge = new CaptureMerge(_files = files);
        _notes = [.. files.Select(static file => file.Notes)];
        if (lines is not null) _decoder.IsGroup = destination => lines.TryGetGroup(in destination, out _);
    }

    /// <summary>The captures, for how each ended.</summary>
    public CaptureMerge Captures => _merge;

    /// <summary>What became of the frames so far.</summary>
    public SliceCounts Counts { get; } = new();

    /// <summary>What the frames were.</summary>
    public FrameCounters Frames => _decoder.Counters;

    /// <summary>Writes the slice, once.</summary>
    /// <param name="stream">Where to write; it should buffer, and stays open.</param>
    /// <param name="format">As what.</param>
    /// <param name="choice">Says which frames are kept.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SliceException">The format cannot hold a frame.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public void Write(Stream stream, SliceFormat format, ISliceChoice choice, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ISliceWriter writer = format == SliceFormat.Pcap ? new PcapSliceWriter(stream) : new PcapNgSliceWriter(stream, _notes);
        while (_merge.TryRead(out CaptureRecord record))
        {
            stop.ThrowIfCancellationRequested();
            Take(in record, writer, choice);
        }

        (Counts.NumbersCut, Counts.NumbersCovered) = (_cuts.NumberCount, (long)_cuts.CoveredCount);
        stream.Flush();
    }

    private void Take(in CaptureRecord record, ISliceWriter writer, ISliceChoice choice)
    {
        _decoder.Origin = _merge.FileIndex;
        bool hasDatagram = _decoder.TryGetUdp(in record, out UdpDatagram datagram);
        if (hasDatagram) Counts.Packets++;
        WholeDatagram? whole = _decoder.FragmentOf == 0 ? null : (_lookahead ??= new FragmentLookahead(_files, _decoder.IsGroup)).Find(_decoder.FragmentOf);
        SliceFrame frame = new()
        {
            Record = record,
            FrameNumber = Counts.Frames + 1,
            HasDatagram = hasDatagram || whole is not null,
            Datagram = whole is null ? datagram : whole.At(in record),
            PacketNumber = whole?.PacketNumber ?? Counts.Packets,
            FragmentOf = _decoder.FragmentOf,
        };
        SliceReason reason = choice.Judge(in frame);
        Counts.Count(reason, in record);
        if (reason == SliceReason.Kept) Keep(writer, hasDatagram, in datagram);
        else if (hasDatagram) _cuts.Cut(in datagram, record.Options, _notes[_merge.FileIndex]);
        if (hasDatagram) _lookahead?.Forget(_decoder.FragmentOf);
    }

    private void Keep(ISliceWriter writer, bool hasDatagram, in UdpDatagram datagram)
    {
        _texts.Clear();
        if (hasDatagram) _cuts.Tell(in datagram, _texts);
        Counts.HasNotes |= _texts.Count > 0 || _notes[_merge.FileIndex] is { NotesGaps: true } or { NotesCuts: true };
        writer.Write(in _merge.Given, _merge.Readers[_merge.FileIndex], _texts);
    }
}
