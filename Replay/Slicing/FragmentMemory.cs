namespace FeedHandler.Replay.Slicing;

/// <summary>What became of the first fragments of datagrams, for those that follow them. Bounded: the oldest are forgotten.</summary>
internal sealed class FragmentMemory
{
    private const int CountMax = 4096;
    private readonly Dictionary<FragmentKey, SliceReason> _reasons = [];
    private readonly Queue<FragmentKey> _order = new();

    /// <summary>Remembers what became of a first fragment; a later datagram with the same key replaces it.</summary>
    public void Remember(FragmentKey key, SliceReason reason)
    {
        if (_reasons.TryAdd(key, reason)) _order.Enqueue(key);
        else _reasons[key] = reason;
        if (_order.Count > CountMax) _reasons.Remove(_order.Dequeue());
    }

    /// <summary>What became of the first fragment of a datagram.</summary>
    public bool TryRecall(FragmentKey key, out SliceReason reason) => _reasons.TryGetValue(key, out reason);
}
