using System.Runtime.CompilerServices;
using Disruptor;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <summary>
/// The one producer of a ring. It waits only for consumers that gate, and counts each wait under the name of the one it waited for; other
/// readers follow without its knowledge. One thread at a time.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public sealed unsafe partial class RingProducer<TEvent> : IDisposable
    where TEvent : unmanaged
{
    private const int ClaimStepMax = 64;

    private readonly UnmanagedRingBuffer<TEvent> _ring;
    private readonly PageMemory _page;
    private readonly BroadcastSlots _slots;
    private readonly int _claimStep;
    private readonly int _batchCountMax;
    private BroadcastWriterCounters _own;

    /// <summary>Joins a producer to its ring.</summary>
    /// <param name="ring">The ring. It has a single producer, this one, which takes sequences ahead of their use: nobody else may claim
    /// any.</param>
    /// <exception cref="ArgumentException">The ring is made for several producers.</exception>
    public RingProducer(UnmanagedRingBuffer<TEvent> ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        if (!ProducerKind.IsSingle(ring.NewBarrier()))
            throw new ArgumentException("The ring is made for several producers: make it with ProducerType.Single.", nameof(ring));
        _ring = ring;
        _page = PageMemory.Allocate(BroadcastEpoch.Bytes + BroadcastCursors.Bytes);
        byte* first = (byte*)Unsafe.AsPointer(ref ring[0]);
        byte* second = (byte*)Unsafe.AsPointer(ref ring[1]);
        int slotBytes = ring.BufferSize > 1 ? (int)(second - first) : SlotSize.WholeLines<TEvent>();
        byte* page = (byte*)_page.Address;
        _slots = new BroadcastSlots((BroadcastCursors*)(page + BroadcastEpoch.Bytes), (BroadcastEpoch*)page, first, slotBytes, ring.BufferSize);
        _claimStep = Math.Clamp(ring.BufferSize / 16, 1, ClaimStepMax);
        _batchCountMax = Math.Max(1, ring.BufferSize / 2);
        _own.Written = _own.Published = _own.Claimed = _slots.Cursors->Claimed = _slots.Cursors->Cursor = ring.Cursor;
    }

    /// <summary>The ring.</summary>
    public UnmanagedRingBuffer<TEvent> Ring => _ring;

    /// <summary>How many events were claimed and are not published yet: they are the last ones.</summary>
    public int UnpublishedCount => (int)(_own.Written - _own.Published);

    /// <summary>The last sequence claimed.</summary>
    public long ClaimedSequence => _own.Written;

    /// <summary>The slot of an event that was claimed and is not published yet.</summary>
    /// <param name="sequence">Its sequence: one of the last <see cref="UnpublishedCount"/>.</param>
    public ref TEvent this[long sequence] => ref *(TEvent*)_slots[sequence];

    /// <summary>
    /// The slot of the next event, to be written whole: it holds what it held a lap ago. Waits while the ring is full of events that a
    /// consumer which gates has not taken. When more than half a ring is unpublished, a claim publishes what there is.
    /// </summary>
    public ref TEvent Claim()
    {
        long sequence = _own.Written + 1;
        if (sequence > _own.Claimed) ClaimMore();
        _own.Written = sequence;
        return ref *(TEvent*)_slots[sequence];
    }

    /// <summary>Makes everything that was claimed visible, at once.</summary>
    public void Publish()
    {
        long first = _own.Published + 1;
        long last = _own.Written;
        if (first > last) return;
        _own.Published = last;
        _ring.Publish(first, last);
        Volatile.Write(ref _slots.Cursors->Cursor, last);
    }

    /// <summary>
    /// A reader of the same slots that gates nobody: it copies events, and knows what it lost. For one thread. It is good while this
    /// producer and the ring's memory are not disposed of.
    /// </summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="lagMax">How many events it may be behind before it skips to the newest by itself; null for as many as are there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lag is less than 1.</exception>
    public BroadcastReader<TEvent> NewReader(BroadcastStart start = BroadcastStart.Now, long? lagMax = null) =>
        new(_slots, start, lagMax ?? _slots.Capacity);

    /// <summary>Gives back what readers that gate nobody look at. The ring stays.</summary>
    public void Dispose() => _page.Dispose();

    // Sequences are taken from the ring many at a time, as far as there is room, and given out one by one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ClaimMore()
    {
        if (UnpublishedCount >= _batchCountMax) Publish();
        if (!_ring.TryNext(_claimStep, out long last)) last = ClaimWhatThereIs();
        _own.Claimed = last;
        Volatile.Write(ref _slots.Cursors->Claimed, last);

        // The claim goes before the slots: a reader that copies anything of the new lap must find the claim that announced it.
        Volatile.WriteBarrier();
    }
}

/// <summary>Tells rings of one producer, whose cursor shows what is published, from rings of several, whose cursor shows what is claimed.</summary>
internal static class ProducerKind
{
    /// <summary>Whether whatever the dependencies of a barrier show is published. The released surface tells the kinds of barrier apart by
    /// unnamed types alone, so they are compared with that of a ring which is known to have one producer.</summary>
    internal static bool IsSingle(SequenceBarrier barrier)
    {
        ISequencer single = new SingleProducerSequencer(1, new BusySpinWaitStrategy());
        return barrier.GetSequencerOptions().GetType() == ISequenceBarrierOptions.Get(single, barrier.DependentSequences).GetType();
    }
}
