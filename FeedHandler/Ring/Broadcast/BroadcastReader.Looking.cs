using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <content>Looking at what the writer did: new events, a lap, a new life, an end.</content>
public sealed unsafe partial class BroadcastReader<TEvent>
{
    // A reader looks again after so many events, so that it notices early how far behind it is.
    private const int LookAheadMax = 256;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private BroadcastRead Look(long next)
    {
        // Closed before the cursor: a writer publishes all it has before it closes.
        bool isClosed = Volatile.Read(ref _slots.Epoch->IsClosed) != 0;
        long cursor = Volatile.Read(ref _slots.Cursors->Cursor);
        if (Volatile.Read(ref _slots.Epoch->Number) != _own.EpochNumber)
        {
            long first = FirstOfEpoch(out long number);
            if (next >= first) return Restart(number);
            cursor = Math.Min(cursor, first - 1);
        }

        long lag = cursor - next + 1;
        if (lag <= 0) return isClosed ? BroadcastRead.Closed : BroadcastRead.Empty;
        if (lag > _own.LagMax) Volatile.Write(ref _own.LagMax, lag);
        if (lag > _lagMax) return Lose();
        _own.Readable = Math.Min(cursor, next + LookAheadMax - 1);
        return BroadcastRead.Taken;
    }

    // A number that is the same before and after belongs to the sequence between.
    private long FirstOfEpoch(out long number)
    {
        while (true)
        {
            number = Volatile.Read(ref _slots.Epoch->Number);
            long first = Volatile.Read(ref _slots.Epoch->First);
            Volatile.ReadBarrier();
            if (_slots.Epoch->Number == number) return first;
        }
    }

    private BroadcastRead Restart(long number)
    {
        _own.EpochNumber = number;
        _own.Readable = _own.Next - 1;
        Volatile.Write(ref _own.RestartCount, _own.RestartCount + 1);
        return BroadcastRead.Restarted;
    }

    // Continues with the newest event, which is the furthest from being overwritten. Across a new life the look that follows tells of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private BroadcastRead Lose()
    {
        long newest = Volatile.Read(ref _slots.Cursors->Cursor);
        long lostCount = Math.Max(0, newest - _own.Next);
        _own.Readable = _own.Next + lostCount - 1;
        Volatile.Write(ref _own.LostCount, _own.LostCount + lostCount);
        Volatile.Write(ref _own.LapCount, _own.LapCount + 1);
        Volatile.Write(ref _own.LagMax, Math.Max(_own.LagMax, lostCount + 1));
        Volatile.Write(ref _own.Next, _own.Next + lostCount);
        return BroadcastRead.Lapped;
    }
}

/// <summary>What one reader counts, two cache lines away from its neighbours on the heap. Each is written by the reader (release) and
/// read by anybody (acquire), except where it says otherwise.</summary>
[StructLayout(LayoutKind.Explicit, Size = 320)]
internal struct BroadcastReaderCounters
{
    /// <summary>The sequence to read next.</summary>
    [FieldOffset(128)]
    internal long Next;

    /// <summary>The last sequence that the latest look allowed. Written and read by the reader alone: no pairing.</summary>
    [FieldOffset(136)]
    internal long Readable;

    /// <summary>The life of the writer that was read last. Written and read by the reader alone: no pairing.</summary>
    [FieldOffset(144)]
    internal long EpochNumber;

    [FieldOffset(160)]
    internal long LostCount;

    [FieldOffset(168)]
    internal long LapCount;

    [FieldOffset(176)]
    internal long LagMax;

    [FieldOffset(184)]
    internal long RestartCount;
}
