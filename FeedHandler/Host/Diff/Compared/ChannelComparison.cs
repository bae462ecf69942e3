using FeedHandler.Core.Events;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>
/// The events of one channel on both sides, in order. After a difference both sides go on together: of two packets the earlier one is alone, and within
/// packets of one number the shortest way to where they go on alike is taken.
/// </summary>
/// <param name="channelId">The channel by the venue's number.</param>
/// <param name="settings">What is compared and how far.</param>
internal sealed class ChannelComparison(int channelId, ComparisonSettings settings) : IDisposable
{
    private ulong _transactTimeNs;

    /// <summary>The channel by the venue's number.</summary>
    public int ChannelId => channelId;

    /// <summary>A's events.</summary>
    public ChannelSide A { get; } = new(settings.InstrumentsMax);

    /// <summary>B's events.</summary>
    public ChannelSide B { get; } = new(settings.InstrumentsMax);

    /// <summary>The first difference; null while there is none.</summary>
    public Difference? First { get; private set; }

    /// <summary>How many differences were counted.</summary>
    public long DifferenceCount { get; private set; }

    /// <summary>Whether so many differences were counted that the rest is passed over.</summary>
    public bool IsGivenUp => DifferenceCount >= settings.DifferencesMax;

    /// <summary>A side.</summary>
    public ChannelSide this[DiffSide side] => side == DiffSide.A ? A : B;

    /// <summary>Whether a side must give more before the comparison can go on.</summary>
    public bool Lacks(DiffSide side) =>
        !IsGivenUp && (this[side].Lacks || (this[side].Queue.Count > 0 && A.Queue.Count > 0 && B.Queue.Count > 0 && !this[side].HasPacket));

    /// <summary>Compares as far as events are there.</summary>
    /// <param name="counts">Takes what is found.</param>
    public void Advance(DifferenceCounts counts)
    {
        while (!IsGivenUp)
        {
            A.SkipOthers();
            B.SkipOthers();
            if (A.Lacks || B.Lacks || (A.IsOver && B.IsOver)) return;
            if (A.IsOver || B.IsOver)
            {
                TakeAlone(A.IsOver ? DiffSide.B : DiffSide.A, counts);
            }
            else if (EventIdentity.AreEqual(A.Head, B.Head))
            {
                NoteTime(A.Head);
                counts.CountEqual();
                A.Take();
                B.Take();
            }
            else if (!A.HasPacket || !B.HasPacket)
            {
                return;
            }
            else
            {
                Resolve(counts);
            }
        }

        Drop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        A.CloseBooks();
        B.CloseBooks();
    }

    private void Drop()
    {
        foreach (ChannelSide side in (ChannelSide[])[A, B])
        {
            side.CloseBooks();
            while (side.Queue.Count > 0) side.Queue.RemoveFirst();
        }
    }

    private void Resolve(DifferenceCounts counts)
    {
        if (A.Packet != B.Packet)
        {
            TakeAlone(IsBefore(A.Packet, B.Packet) ? DiffSide.A : DiffSide.B, counts);
            return;
        }

        int aheadInA = A.DistanceTo(B.Head);
        int aheadInB = B.DistanceTo(A.Head);
        if (aheadInA == 0 && aheadInB == 0)
        {
            TakeBoth(counts);
            return;
        }

        bool isAlone = aheadInB == 0 || (aheadInA > 0 && aheadInA <= aheadInB);
        for (int alone = isAlone ? aheadInA : aheadInB; alone > 0 && !IsGivenUp; alone--)
        {
            A.SkipOthers();
            B.SkipOthers();
            TakeAlone(isAlone ? DiffSide.A : DiffSide.B, counts);
        }
    }

    // Numbers have 32 bits and go round.
    private static bool IsBefore((int Restarts, uint SeqNum) a, (int Restarts, uint SeqNum) b) =>
        a.Restarts != b.Restarts ? a.Restarts < b.Restarts : (int)(a.SeqNum - b.SeqNum) < 0;

    private void TakeAlone(DiffSide side, DifferenceCounts counts)
    {
        Note(side == DiffSide.A ? DifferenceKind.OnlyInA : DifferenceKind.OnlyInB, this[side].Head, counts);
        this[side].Take();
    }

    private void TakeBoth(DifferenceCounts counts)
    {
        Note(DifferenceKind.Changed, A.Head, counts);
        A.Take();
        B.Take();
    }

    private void Note(DifferenceKind kind, in DiffEvent subject, DifferenceCounts counts)
    {
        NoteTime(subject);
        DifferenceCount++;
        counts.Count(kind, subject);
        if (First is not null) return;
        Difference first = new(kind, channelId, A.IsOver ? null : A.Head, B.IsOver ? null : B.Head) { TransactTimeNs = _transactTimeNs };
        First = first.SecurityId is { } id ? first with { Books = Around(first, id) } : first;
        A.CloseBooks();
        B.CloseBooks();
    }

    private DifferenceBooks Around(Difference first, long securityId)
    {
        (SideBooks booksA, SideBooks booksB) = (A.Books!, B.Books!);
        DifferenceBooks before = new(booksA.Find(channelId, securityId), booksB.Find(channelId, securityId), null, null);
        if (first.A is { } a) booksA.Apply(a);
        if (first.B is { } b) booksB.Apply(b);
        return before with { AfterA = booksA.Find(channelId, securityId), AfterB = booksB.Find(channelId, securityId) };
    }

    private void NoteTime(in DiffEvent passed)
    {
        if (passed.Event.TransactTimeNs != 0) _transactTimeNs = (ulong)passed.Event.TransactTimeNs;
    }
}
