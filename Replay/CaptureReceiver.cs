using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Recording;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay;

/// <summary>
/// A receiver whose packets come from captures, as fast as they are asked for. What a recording notes of the feed that made it goes right before the
/// packet beside which it stands. Allocates nothing after start.
/// </summary>
public sealed class CaptureReceiver : IReceiver, IDisposable
{
    private readonly CaptureMerge _merge;
    private readonly FrameDecoder _decoder = new();
    private readonly TrailerKind[] _trailers;
    private readonly SectionNotes[] _notes;
    private readonly LineMap _lines;

    /// <summary>Starts at the beginning of the captures.</summary>
    /// <param name="files">The captures, merged by the capture's time; they must stay open and are not disposed here.</param>
    /// <param name="lines">Which destination is which group; others are counted and passed over.</param>
    /// <param name="trailer">
    /// Whose time is the receive time where frames carry one; <see cref="TrailerKind.Auto"/> probes each file. Receive times may then go
    /// backwards from packet to packet, as far as the capturing host's clock differs from the device's.
    /// </param>
    /// <exception cref="ArgumentException">There is no file.</exception>
    public CaptureReceiver(IReadOnlyList<CaptureFile> files, LineMap lines, TrailerKind trailer = TrailerKind.None)
    {
        ArgumentNullException.ThrowIfNull(lines);
        _merge = new CaptureMerge(files);
        _trailers = [.. files.Select(file => trailer == TrailerKind.Auto ? TrailerProbe.Probe(file) : trailer)];
        _notes = [.. files.Select(static file => file.Notes)];
        _lines = lines;
        _decoder.IsGroup = destination => lines.TryGetGroup(in destination, out _);
    }

    /// <summary>What became of the frames so far.</summary>
    public FrameCounters Frames => _decoder.Counters;

    /// <summary>The captures, for how each ended.</summary>
    public CaptureMerge Captures => _merge;

    /// <summary>The trailer of each file, in the order of the files.</summary>
    public IReadOnlyList<TrailerKind> Trailers => _trailers;

    /// <summary>Whether the captures have ended, or the receiver was disposed.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Always 0: what was dropped was never captured.</summary>
    public long DropCount => 0;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int packetCount = 0;
        while (packetCount < packetLimit && !IsCompleted)
        {
            if (!_merge.TryRead(out CaptureRecord record))
            {
                IsCompleted = true;
                break;
            }

            _decoder.Trailer = _trailers[_merge.FileIndex];
            _decoder.Origin = _merge.FileIndex;
            if (!_decoder.TryGetUdp(in record, out UdpDatagram datagram)) continue;
            if (!_lines.TryGetGroup(datagram.Destination, out int group))
            {
                Frames.OtherDestination++;
                continue;
            }

            SectionNotes notes = _notes[_merge.FileIndex];
            Packet packet = new(datagram.Payload, datagram.TimestampNs, group);
            if (notes.NotesGaps || notes.NotesCuts) HandOverNotes(record.Options, notes, ref handler, in packet);
            handler.OnPacket(packet);
            packetCount++;
        }

        return packetCount;
    }

    /// <summary>Finds nothing.</summary>
    public void LookForDrops()
    {
    }

    /// <summary>Starts again from the first packet, with all counters at zero.</summary>
    public void Rewind()
    {
        _decoder.Reset();
        _merge.Rewind();
        IsCompleted = false;
    }

    /// <summary>Completes the receiver, so that it touches its captures no more and they may be disposed.</summary>
    public void Dispose() => IsCompleted = true;

    private static void HandOverNotes<THandler>(CaptureOptions options, SectionNotes notes, ref THandler handler, in Packet packet)
        where THandler : struct, IPacketHandler
    {
        int offset = 0;
        while (options.TryReadComment(ref offset, out ReadOnlySpan<byte> text))
        {
            if (notes.NotesGaps && GapNote.TryParse(text, out GapNote gap)) handler.OnGaveUp(packet.Group, gap.First, gap.Next);
            else if (notes.NotesCuts && CutNote.TryParse(text, out CutNote cut)) handler.OnCut(packet, cut.First, cut.Next);
        }
    }
}
