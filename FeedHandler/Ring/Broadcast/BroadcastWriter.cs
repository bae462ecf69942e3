using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>
/// The one writer of a broadcast. It waits for nobody: readers that are too slow lose events and know it. One thread at a time.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public sealed unsafe class BroadcastWriter<TEvent>
    where TEvent : unmanaged
{
    private const int ClaimStepMax = 64;

    private readonly BroadcastSlots _slots;

    // How many sequences are claimed at once: readers lose the use of that many slots, and the line of the claim moves that rarely.
    private readonly int _claimStep;
    private BroadcastWriterCounters _own;

    internal BroadcastWriter(in BroadcastSlots slots)
    {
        _slots = slots;
        _claimStep = Math.Clamp(slots.Capacity / 16, 1, ClaimStepMax);
        _own.Written = Volatile.Read(ref slots.Cursors->Cursor);
        _own.Published = _own.Written;
        _own.Claimed = Math.Max(Volatile.Read(ref slots.Cursors->Claimed), _own.Written);
    }

    /// <summary>The last sequence that readers may see.</summary>
    public long Cursor => Volatile.Read(ref _slots.Cursors->Cursor);

    /// <summary>How many events the memory holds.</summary>
    public int Capacity => _slots.Capacity;

    /// <summary>How many events were claimed and are not published yet.</summary>
    public int UnpublishedCount => (int)(_own.Written - _own.Published);

    /// <summary>
    /// The slot of the next event, to be written whole: it holds what it held a lap ago. Readers see it after <see cref="Publish()"/>.
    /// Half the capacity is the most that may be claimed without publishing; the claim that exceeds it publishes what there is.
    /// </summary>
    public ref TEvent Claim()
    {
        long sequence = _own.Written + 1;
        if (sequence > _own.Claimed) ClaimMore(sequence);
        _own.Written = sequence;
        return ref *(TEvent*)_slots[sequence];
    }

    /// <summary>Makes everything that was claimed visible to readers, at once.</summary>
    public void Publish()
    {
        _own.Published = _own.Written;
        Volatile.Write(ref _slots.Cursors->Cursor, _own.Written);
    }

    /// <summary>Writes one event and makes it visible, together with those claimed before it.</summary>
    /// <param name="value">The event.</param>
    public void Publish(in TEvent value)
    {
        Claim() = value;
        Publish();
    }

    private void ClaimMore(long sequence)
    {
        // A reader that reads at the cursor must never be lapped by events that it cannot see yet.
        if (UnpublishedCount >= Math.Max(1, _slots.Capacity / 2)) Publish();
        _own.Claimed = sequence + _claimStep - 1;
        Volatile.Write(ref _slots.Cursors->Claimed, _own.Claimed);

        // The claim goes before the slots: a reader that copies anything of the new lap must find the claim that announced it.
        Volatile.WriteBarrier();
    }
}

/// <summary>What the writer alone knows, two cache lines away from its neighbours on the heap.</summary>
[StructLayout(LayoutKind.Explicit, Size = 280)]
internal struct BroadcastWriterCounters
{
    /// <summary>The last sequence handed out. Written and read by the writer alone: no pairing.</summary>
    [FieldOffset(128)]
    internal long Written;

    /// <summary>The last sequence published. Written and read by the writer alone: no pairing.</summary>
    [FieldOffset(136)]
    internal long Published;

    /// <summary>The last sequence announced. Written and read by the writer alone: no pairing.</summary>
    [FieldOffset(144)]
    internal long Claimed;
}
