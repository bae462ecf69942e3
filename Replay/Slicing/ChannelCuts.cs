using FeedHandler.Replay.Recording;

namespace FeedHandler.Replay.Slicing;

/// <summary>
/// Runs of numbers that were cut of one sequence and are not told yet, in order and joined where they touch. Bounded: of too many the oldest become one, with
/// what is between them.
/// </summary>
internal sealed class ChannelCuts
{
    private const int CountMax = 1024; // 32 KiB beside one packet, and as many as a replay holds
    private const int LagMax = 8192; // a number that is further behind is of another session
    private readonly List<Note> _pending = [];
    private readonly ulong[] _kept = new ulong[LagMax]; // numbers that were kept, by their lowest bits, so that the cut of a copy is none

    /// <summary>Takes the number of a packet that is cut.</summary>
    /// <param name="number">The number.</param>
    /// <returns>How many numbers that nobody saw are noted as cut for it.</returns>
    public ulong Cut(uint number) => _kept[number % LagMax] == number + 1UL ? 0 : Add(new Note(number, number + 1UL, IsCut: true));

    /// <summary>Takes a note of an earlier cut.</summary>
    /// <param name="note">The note.</param>
    /// <returns>As of <see cref="Cut"/>.</returns>
    public ulong Add(CutNote note) => Add(new Note(note.First, note.Next, IsCut: true));

    /// <summary>Takes a note of what a feed gave up.</summary>
    /// <param name="note">The note.</param>
    public void Add(GapNote note) => Add(new Note(note.First, note.Next, IsCut: false));

    /// <summary>
    /// Tells what must stand beside a packet that is kept: what comes before it. What was cut and comes behind it waits, as it may yet be kept.
    /// </summary>
    /// <param name="number">The packet's number.</param>
    /// <param name="texts">Takes the comments.</param>
    public void Tell(uint number, List<string> texts)
    {
        _kept[number % LagMax] = number + 1UL;
        int left = 0;
        for (int i = 0; i < _pending.Count; i++)
        {
            Note note = _pending[i];
            if (!note.IsCut) texts.Add(new GapNote(note.First, note.Next).ToString());
            else if (note.First < number) texts.Add(new CutNote(note.First, Math.Min(note.Next, number)).ToString());
            ulong first = Math.Max(note.First, number + 1UL);
            if (note.IsCut && first < note.Next) _pending[left++] = note with { First = first };
        }

        _pending.RemoveRange(left, _pending.Count - left);
    }

    private ulong Add(Note note)
    {
        int at = _pending.Count;
        if (note.IsCut && at > 0 && note.First + LagMax >= _pending[^1].First)
        {
            while (at > 0 && _pending[at - 1].IsCut && _pending[at - 1].Next >= note.First && _pending[at - 1].First <= note.First + LagMax) at--;
            int end = at;
            for (; end < _pending.Count && _pending[end].First <= note.Next; end++)
                note = note with { First = Math.Min(note.First, _pending[end].First), Next = Math.Max(note.Next, _pending[end].Next) };
            _pending.RemoveRange(at, end - at);
        }

        _pending.Insert(at, note);
        return _pending.Count > CountMax ? Join() : 0;
    }

    // The two oldest become one; where a note of another kind or another session is between, the oldest is given up.
    private ulong Join()
    {
        (Note oldest, Note second) = (_pending[0], _pending[1]);
        _pending.RemoveAt(0);
        if (!oldest.IsCut || !second.IsCut || second.First < oldest.Next) return 0;
        _pending[0] = second with { First = oldest.First };
        return second.First - oldest.Next;
    }

    private readonly record struct Note(ulong First, ulong Next, bool IsCut);
}
