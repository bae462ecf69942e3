namespace FeedHandler.Ring;

/// <summary>
/// One reader of a broadcast. It copies each event and then checks that the writer had not begun to overwrite it: what it gives out is
/// whole and in order, and what it missed it counts. It writes nothing that the writer or another reader reads. One thread at a time;
/// the counters may be read by any.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public sealed unsafe partial class BroadcastReader<TEvent>
    where TEvent : unmanaged
{
    private readonly BroadcastSlots _slots;
    private readonly long _lagMax;
    private readonly long _joinedAt;
    private BroadcastReaderCounters _own;

    internal BroadcastReader(in BroadcastSlots slots, BroadcastStart start, long lagMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lagMax, 1);
        _slots = slots;
        _lagMax = lagMax;
        long cursor = Volatile.Read(ref slots.Cursors->Cursor);
        long first = FirstOfEpoch(out long number);
        _own.Next = start == BroadcastStart.Now ? cursor + 1 : Math.Min(cursor + 1, FirstWhole);
        _own.Readable = _own.Next - 1;
        _joinedAt = _own.Next;

        // Events of an earlier life come first: where the present one begins is told then.
        _own.EpochNumber = _own.Next < first ? number - 1 : number;
    }

    /// <summary>How many events the memory holds.</summary>
    public int Capacity => _slots.Capacity;

    /// <summary>The sequence that is read next.</summary>
    public long NextSequence => Volatile.Read(ref _own.Next);

    /// <summary>Which life of the writer the next event is of, as far as was read. For the reading thread.</summary>
    public long EpochNumber => _own.EpochNumber;

    /// <summary>The last sequence that the writer has published.</summary>
    public long Cursor => Volatile.Read(ref _slots.Cursors->Cursor);

    /// <summary>How many events it may take without another look at the writer. For the reading thread.</summary>
    public long ReadableCount => _own.Readable - _own.Next + 1;

    /// <summary>How many published events it has not read yet.</summary>
    public long Lag => Math.Max(0, Cursor - NextSequence + 1);

    /// <summary>The most it was ever behind, in events, whenever it looked.</summary>
    public long LagMax => Volatile.Read(ref _own.LagMax);

    /// <summary>Events given out. Exact while the reader rests.</summary>
    public long TakenCount => NextSequence - _joinedAt - LostCount;

    /// <summary>Events lost: overwritten, or skipped because it was too far behind.</summary>
    public long LostCount => Volatile.Read(ref _own.LostCount);

    /// <summary>How often events were lost.</summary>
    public long LapCount => Volatile.Read(ref _own.LapCount);

    /// <summary>How often a writer that started again was met.</summary>
    public long RestartCount => Volatile.Read(ref _own.RestartCount);

    // The slot of a sequence at or before this one may be overwritten at this moment.
    private long FirstWhole => Math.Max(0, Volatile.Read(ref _slots.Cursors->Claimed) - _slots.Capacity + 1);

    /// <summary>Takes the next event.</summary>
    /// <returns>Whether there was one, or why not.</returns>
    /// <param name="taken">The event; meaningless unless one was taken.</param>
    public BroadcastRead TryRead(out TEvent taken)
    {
        long next = _own.Next;
        if (next > _own.Readable)
        {
            BroadcastRead found = Look(next);
            if (found != BroadcastRead.Taken)
            {
                taken = default;
                return found;
            }
        }

        taken = *(TEvent*)_slots[next];
        if (!IsWhole(next)) return Lose();
        Volatile.Write(ref _own.Next, next + 1);
        return BroadcastRead.Taken;
    }

    /// <summary>Takes the next events into memory of the caller: cheaper than one by one, because they are checked once.</summary>
    /// <returns>Whether there were any, or why not.</returns>
    /// <param name="destination">Takes them from its start.</param>
    /// <param name="takenCount">How many were taken; what lies behind them in <paramref name="destination"/> is meaningless.</param>
    public BroadcastRead Read(Span<TEvent> destination, out int takenCount)
    {
        takenCount = 0;
        long next = _own.Next;
        if (next > _own.Readable)
        {
            BroadcastRead found = Look(next);
            if (found != BroadcastRead.Taken) return found;
        }

        int count = (int)Math.Min(destination.Length, _own.Readable - next + 1);
        Copy(next, destination[..count]);
        if (!IsWhole(next)) return Lose();
        takenCount = count;
        Volatile.Write(ref _own.Next, next + count);
        return BroadcastRead.Taken;
    }

    // The copy comes before the claim is read: were the slot overwritten during the copy, the claim that announced it is seen here.
    private bool IsWhole(long first)
    {
        Volatile.ReadBarrier();
        return first > _slots.Cursors->Claimed - _slots.Capacity;
    }

    private void Copy(long next, Span<TEvent> destination)
    {
        if (_slots.SlotBytes != sizeof(TEvent))
        {
            for (int i = 0; i < destination.Length; i++) destination[i] = *(TEvent*)_slots[next + i];
            return;
        }

        int beforeWrap = (int)Math.Min(destination.Length, _slots.Capacity - (next & (_slots.Capacity - 1)));
        new ReadOnlySpan<TEvent>(_slots[next], beforeWrap).CopyTo(destination);
        new ReadOnlySpan<TEvent>(_slots.First, destination.Length - beforeWrap).CopyTo(destination[beforeWrap..]);
    }
}

/// <summary>What a look at a broadcast found.</summary>
public enum BroadcastRead
{
    /// <summary>Nothing new.</summary>
    Empty = 0,

    /// <summary>An event, or several.</summary>
    Taken = 1,

    /// <summary>The writer overtook this reader, or it fell further behind than it may: the events in between are lost and counted, and
    /// the next look continues at the newest.</summary>
    Lapped = 2,

    /// <summary>The writer died or ended, and one started again: what it says builds on nothing that was said before. The next look
    /// continues with its first event, or with a later one after a lap.</summary>
    Restarted = 3,

    /// <summary>The writer ended by itself and everything was read. A writer may start again later.</summary>
    Closed = 4,
}

/// <summary>Where a reader that joins begins.</summary>
public enum BroadcastStart
{
    /// <summary>With the next event that is published.</summary>
    Now = 0,

    /// <summary>With the oldest event that is certainly whole.</summary>
    Oldest = 1,
}
