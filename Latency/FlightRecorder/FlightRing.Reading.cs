namespace FeedHandler.Latency.FlightRecorder;

/// <content>Reading by another thread, while the feed thread goes on.</content>
public sealed unsafe partial class FlightRing
{
    /// <summary>The oldest number that can be beside the latest: behind it nothing was passed over.</summary>
    public long OldestNumber => Math.Max(Volatile.Read(ref _oldest), RecordedCount - _mask - 1);

    /// <summary>Copies a packet. For the cold thread; allocates nothing.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="payload">Takes its bytes: <see cref="PayloadBytesMax"/> of them.</param>
    /// <param name="record">What is known of it.</param>
    /// <returns>False when it is not in the ring, or was written over meanwhile, or was too long to be kept.</returns>
    public bool TryRead(long number, Span<byte> payload, out FlightRecord record)
    {
        record = default;
        if (number < 0 || number >= RecordedCount) return false;
        FlightRecord* place = _records + (number & _mask);
        if (Volatile.Read(ref *(long*)place) != number) return false;
        record = *place;
        if (record.Length <= PayloadBytesMax) BytesOf(record).CopyTo(payload);
        Volatile.ReadBarrier();
        bool isWhole = *(long*)place == number && unchecked(_lines - record.Line) <= _lineMask + 1;
        return isWhole && record.Length <= PayloadBytesMax;
    }

    /// <summary>Finds the packet that was on the feed thread at a time, among those that are still there.</summary>
    /// <param name="ticks">The time.</param>
    /// <param name="record">What is known of it.</param>
    public bool TryFind(long ticks, out FlightRecord record)
    {
        record = default;
        for (long number = RecordedCount - 1; number >= OldestNumber; number--)
        {
            FlightRecord* place = _records + (number & _mask);
            if (Volatile.Read(ref *(long*)place) != number) return false;
            record = *place;
            Volatile.ReadBarrier();
            if (*(long*)place != number || unchecked(_lines - record.Line) > _lineMask + 1) return false;
            if (record.StartTicks <= ticks) return ticks <= record.StartTicks + record.WayTicks;
        }

        return false;
    }

    /// <summary>A packet as a spike.</summary>
    /// <param name="record">What is known of it.</param>
    public FlightSpike SpikeOf(in FlightRecord record) => new()
    {
        Number = record.Number,
        RxNs = record.RxNs,
        Group = record.Group,
        ReceiveNs = NsOf(record.ReceiveTicks),
        WayNs = NsOf(record.WayTicks),
        Stages = new FlightStages(record.Stages, NsPerTick),
    };

    private ReadOnlySpan<byte> BytesOf(in FlightRecord record) => new(_bytes + ((nuint)(record.Line & _lineMask) * LineBytes), record.Length);
}
