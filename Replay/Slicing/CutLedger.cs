using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Recording;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Slicing;

/// <summary>
/// What was cut of each channel and no packet written since has told yet; of a destination where no map tells its channel. Notes of packets that were cut, of
/// what a feed gave up or of an earlier cut, go on to the next packet of it too, in their order.
/// </summary>
/// <param name="lines">Which destination is which line; null when that is not known.</param>
internal sealed class CutLedger(LineMap? lines)
{
    private readonly Dictionary<UdpEndpoint, ChannelCuts> _channels = [];

    /// <summary>Numbers that were cut.</summary>
    public long NumberCount { get; private set; }

    /// <summary>Numbers between those that were cut which notes tell as cut though nobody saw them: there were too many holes for notes of each.</summary>
    public ulong CoveredCount { get; private set; }

    /// <summary>Takes a datagram that is cut.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="options">What stands beside it.</param>
    /// <param name="notes">What its file says of itself.</param>
    public void Cut(in UdpDatagram datagram, CaptureOptions options, SectionNotes notes)
    {
        ChannelCuts cuts = CutsOf(datagram.Destination);
        if (notes.NotesGaps || notes.NotesCuts) Carry(cuts, options, notes);
        if (!CmeProbe.TryRead(datagram.Payload, out CmeProbed probed)) return;
        NumberCount++;
        CoveredCount += cuts.Cut(probed.Number);
    }

    /// <summary>What must stand beside a datagram that is kept; it is told then.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="texts">Takes the comments.</param>
    public void Tell(in UdpDatagram datagram, List<string> texts)
    {
        ChannelCuts cuts = CutsOf(datagram.Destination);
        if (CmeProbe.TryRead(datagram.Payload, out CmeProbed probed)) cuts.Tell(probed.Number, texts);
    }

    private ChannelCuts CutsOf(in UdpEndpoint destination)
    {
        UdpEndpoint sequence = lines?.SequenceOf(destination) ?? destination;
        if (!_channels.TryGetValue(sequence, out ChannelCuts? cuts)) _channels.Add(sequence, cuts = new ChannelCuts());
        return cuts;
    }

    private void Carry(ChannelCuts cuts, CaptureOptions options, SectionNotes notes)
    {
        int offset = 0;
        while (options.TryReadComment(ref offset, out ReadOnlySpan<byte> text))
        {
            if (notes.NotesGaps && GapNote.TryParse(text, out GapNote gap)) cuts.Add(gap);
            else if (notes.NotesCuts && CutNote.TryParse(text, out CutNote cut)) CoveredCount += cuts.Add(cut);
        }
    }
}
