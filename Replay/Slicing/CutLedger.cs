using FeedHandler.Core.Packets;
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
    // 128 KiB beside one packet; the oldest are left out, of which a replay then thinks that they were lost.
    private const int CountMax = 4096;
    private readonly Dictionary<UdpEndpoint, List<Note>> _pending = [];

    /// <summary>Numbers that were cut.</summary>
    public long NumberCount { get; private set; }

    /// <summary>Takes a datagram that is cut.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="options">What stands beside it.</param>
    /// <param name="notes">What its file says of itself.</param>
    public void Cut(in UdpDatagram datagram, CaptureOptions options, SectionNotes notes)
    {
        UdpEndpoint sequence = SequenceOf(datagram.Destination);
        if (!_pending.TryGetValue(sequence, out List<Note>? pending)) _pending.Add(sequence, pending = []);
        if (notes.NotesGaps || notes.NotesCuts) Carry(pending, options, notes);
        if (!CmeProbe.TryRead(datagram.Payload, out CmeProbed probed)) return;
        NumberCount++;
        Add(pending, new Note(probed.Number, (ulong)probed.Number + 1, IsCut: true));
    }

    /// <summary>What must stand beside a datagram that is kept; it is told then.</summary>
    /// <param name="destination">Where it was sent.</param>
    /// <param name="texts">Takes the comments.</param>
    public void Tell(in UdpEndpoint destination, List<string> texts)
    {
        if (!_pending.TryGetValue(SequenceOf(destination), out List<Note>? pending)) return;
        foreach (Note note in pending) texts.Add(note.IsCut ? new CutNote(note.First, note.Next).ToString() : new GapNote(note.First, note.Next).ToString());
        pending.Clear();
    }

    // The lines of a channel are one sequence, called by the first of its groups.
    private UdpEndpoint SequenceOf(in UdpEndpoint destination)
    {
        if (lines is null || !lines.TryGetGroup(destination, out int group) || lines.Feed[group].Role != FeedRole.Incremental) return destination;
        foreach (int first in lines.Feed.GroupsOf(lines.Feed.ChannelOf(group), FeedRole.Incremental)) return lines.Entries[first].Destination;
        return destination;
    }

    private static void Carry(List<Note> pending, CaptureOptions options, SectionNotes notes)
    {
        int offset = 0;
        while (options.TryRead(ref offset, out int code, out ReadOnlySpan<byte> value))
        {
            if (code != CaptureOptions.Comment) continue;
            if (notes.NotesGaps && GapNote.TryParse(value, out GapNote gap)) Add(pending, new Note(gap.First, gap.Next, IsCut: false));
            else if (notes.NotesCuts && CutNote.TryParse(value, out CutNote cut)) Add(pending, new Note(cut.First, cut.Next, IsCut: true));
        }
    }

    private static void Add(List<Note> pending, Note note)
    {
        if (note.IsCut && pending is [.., { IsCut: true } last])
        {
            if (note.First >= last.First && note.Next <= last.Next) return; // a copy
            if (note.First == last.Next)
            {
                pending[^1] = last with { Next = note.Next };
                return;
            }
        }

        if (pending.Count == CountMax) pending.RemoveAt(0);
        pending.Add(note);
    }

    private readonly record struct Note(ulong First, ulong Next, bool IsCut);
}
