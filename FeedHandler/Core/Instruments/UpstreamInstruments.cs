namespace FeedHandler.Core.Instruments;

/// <summary>
/// What a channel that follows another feed handler's events knows of that: which of its instruments is which of ours, and of which of them something may be
/// missing, as packets were lost on the way from there. Whether anything is, each event proves that comes next: it names the one before it.
/// </summary>
public sealed class UpstreamInstruments
{
    private const int Unmapped = -1;
    private readonly int[] _indexOf; // by the other's index
    private readonly Trust[] _trust; // by ours
    private long _channelSince; // the channel's events behind this are known up to the next
    private long _channelLast;
    private long _lastSequence; // the last event that was followed

    /// <summary>Takes the memory.</summary>
    /// <param name="countMax">How many instruments there can be, here and there.</param>
    public UpstreamInstruments(int countMax)
    {
        _indexOf = new int[countMax];
        _trust = new Trust[countMax];
        Restart();
    }

    /// <summary>How many instruments the other may have named so far.</summary>
    public int MappedCount { get; private set; }

    /// <summary>Whether every event of the other's was followed from its first: then no snapshot of orders says more than its events do.</summary>
    public bool MissesNothing { get; private set; }

    /// <summary>The other's first packet is here, in front of its first event.</summary>
    public void Begin() => MissesNothing = _lastSequence == 0;

    /// <summary>Forgets everything: the other started again.</summary>
    public void Restart()
    {
        Array.Fill(_indexOf, Unmapped);
        Array.Clear(_trust);
        (_lastSequence, MappedCount, _channelSince, _channelLast, MissesNothing) = (0, 0, 0, 0, false);
    }

    /// <summary>Our index of an instrument of the other's.</summary>
    /// <param name="upstreamIndex">Its index there.</param>
    /// <returns>-1 for one that was not announced.</returns>
    public int IndexOf(int upstreamIndex) => (uint)upstreamIndex < (uint)MappedCount ? _indexOf[upstreamIndex] : Unmapped;

    /// <summary>An instrument is announced.</summary>
    /// <param name="upstreamIndex">Its index there.</param>
    /// <param name="index">Its index here.</param>
    /// <returns>False when it is beyond those for which there is room.</returns>
    public bool TryMap(int upstreamIndex, int index)
    {
        if ((uint)upstreamIndex >= (uint)_indexOf.Length || (uint)index >= (uint)_trust.Length) return false;
        _indexOf[upstreamIndex] = index;
        MappedCount = Math.Max(MappedCount, upstreamIndex + 1);
        return true;
    }

    /// <summary>An event was followed.</summary>
    /// <param name="sequence">Its number.</param>
    public void Follow(long sequence) => _lastSequence = sequence;

    /// <summary>An event of the whole channel was followed.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="previousOfChannel">That of the channel's event before it.</param>
    public void FollowChannel(long sequence, long previousOfChannel)
    {
        if (previousOfChannel > _channelLast) _channelSince = previousOfChannel;
        _channelLast = _lastSequence = sequence;
    }

    /// <summary>Packets were lost: of every instrument something may be missing.</summary>
    public void DoubtAll()
    {
        MissesNothing = false;
        for (int index = 0; index < _trust.Length; index++)
        {
            if (!_trust[index].IsDoubted) _trust[index].KnownThrough = _lastSequence;
            _trust[index].IsDoubted = _trust[index].TakesAny = true;
        }
    }

    /// <summary>Whether something may be missing of an instrument.</summary>
    /// <param name="index">Our index.</param>
    public bool IsDoubted(int index) => _trust[index].IsDoubted;

    /// <summary>Whether an event proves that nothing is.</summary>
    /// <param name="index">Our index.</param>
    /// <param name="previous">The number of the instrument's event before it.</param>
    /// <param name="previousOfChannel">The number of the channel's event before it.</param>
    public bool IsProven(int index, long previous, long previousOfChannel)
    {
        long known = _trust[index].KnownThrough;
        bool isChannelKnown = previousOfChannel <= known || (_channelSince <= known && previousOfChannel <= _channelLast);
        return previous <= known && isChannelKnown;
    }

    /// <summary>Nothing is missing of an instrument any more, or it is known to be.</summary>
    /// <param name="index">Our index.</param>
    public void EndDoubt(int index) => _trust[index].IsDoubted = false;

    /// <summary>Whether an instrument was not restored since the last loss: then even a snapshot of a doubtful book is better than what is known.</summary>
    /// <param name="index">Our index.</param>
    public bool TakesAny(int index) => _trust[index].TakesAny;

    /// <summary>An instrument was restored.</summary>
    /// <param name="index">Our index.</param>
    public void Restore(int index) => _trust[index] = _trust[index] with { IsDoubted = false, TakesAny = false };

    /// <summary>Whether the orders of an instrument are being read from a snapshot: what is told of them meanwhile is gone through behind it.</summary>
    /// <param name="index">Our index.</param>
    public ref bool RestoresOrders(int index) => ref _trust[index].RestoresOrders;

    /// <summary>Becomes what another is.</summary>
    /// <param name="other">The other, with room for no more.</param>
    public void Copy(UpstreamInstruments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other._indexOf.CopyTo(_indexOf.AsSpan());
        other._trust.CopyTo(_trust.AsSpan());
        (_lastSequence, MappedCount, MissesNothing) = (other._lastSequence, other.MappedCount, other.MissesNothing);
        (_channelSince, _channelLast) = (other._channelSince, other._channelLast);
    }

    private record struct Trust(long KnownThrough, bool IsDoubted, bool TakesAny)
    {
        public bool RestoresOrders;
    }
}
