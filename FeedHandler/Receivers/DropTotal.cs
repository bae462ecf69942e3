namespace FeedHandler.Receivers;

/// <summary>Packets that were lost before they could be handed over, of all groups of a receiver. The polling thread writes, any thread reads.</summary>
internal sealed class DropTotal
{
    private long _count;

    /// <summary>How many are known so far; it never falls.</summary>
    internal long Count => Volatile.Read(ref _count);

    // One writer, as with the counters of a group.
    internal void Add(long count) => Volatile.Write(ref _count, _count + count);
}
