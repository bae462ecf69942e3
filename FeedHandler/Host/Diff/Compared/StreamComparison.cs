using FeedHandler.Host.Diff.Sources;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>
/// Two streams in step: of each only as much is read as the other needs to be compared with. Channels are compared apart, and what waits of one for its
/// like on the other side is bounded.
/// </summary>
/// <param name="settings">What is compared and how far.</param>
/// <param name="counts">Takes what is found.</param>
/// <param name="waitingMax">How many events of a side may wait.</param>
/// <param name="pairing">Which channels of the sides are one; null when only those of one number are.</param>
internal sealed class StreamComparison(ComparisonSettings settings, DifferenceCounts counts, long waitingMax, ChannelPairing? pairing = null) : IDisposable
{
    /// <summary>How many events of a side may wait for those of the other where channels are compared in step.</summary>
    public const int WaitingMax = 1 << 17;

    private readonly SortedDictionary<int, ChannelComparison> _channels = [];
    private readonly bool[] _hasEnded = new bool[2];
    private readonly long[] _taken = new long[2];

    /// <summary>The channels that were met, in the order of their numbers.</summary>
    public IReadOnlyCollection<ChannelComparison> Channels => _channels.Values;

    /// <summary>Events of a side so far; may be asked on another thread.</summary>
    public long TakenOf(DiffSide side) => Volatile.Read(ref _taken[(int)side]);

    /// <summary>Compares to the end.</summary>
    /// <param name="a">A's events, started.</param>
    /// <param name="b">B's events, started.</param>
    /// <returns>False when a side has its channels so far apart from the other's that too many events would wait, or when they were paired wrongly.</returns>
    public bool TryRun(EventSource a, EventSource b)
    {
        if (pairing is not null) Pair(a, b, pairing);
        while (pairing is not { IsRefuted: true })
        {
            foreach (ChannelComparison channel in _channels.Values) channel.Advance(counts);
            if (_channels.Count > 0 && _channels.Values.All(static channel => channel.IsGivenUp)) return true;
            if (_hasEnded[0] && _hasEnded[1]) return true;
            DiffSide side = Next();
            Pull(side, side == DiffSide.A ? a : b);
            if (WaitingOf(side) > waitingMax) return false;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ChannelComparison channel in _channels.Values) channel.Dispose();
    }

    // Of the sides that some channel waits for, the one that is behind.
    private DiffSide Next()
    {
        bool lacksA = !_hasEnded[0] && (_channels.Count == 0 || _channels.Values.Any(static channel => channel.Lacks(DiffSide.A)));
        bool lacksB = !_hasEnded[1] && (_channels.Count == 0 || _channels.Values.Any(static channel => channel.Lacks(DiffSide.B)));
        if (lacksA != lacksB) return lacksA ? DiffSide.A : DiffSide.B;
        if (!lacksA) return _hasEnded[0] ? DiffSide.B : DiffSide.A;
        return WaitingOf(DiffSide.A) <= WaitingOf(DiffSide.B) ? DiffSide.A : DiffSide.B;
    }

    private long WaitingOf(DiffSide side) => _channels.Values.Sum(channel => (long)channel[side].Queue.Count);

    // The first events of both sides tell it, before any of them is put into its channel.
    private void Pair(EventSource a, EventSource b, ChannelPairing pairs)
    {
        bool hasA = a.TryTake(out EventBlock firstA);
        bool hasB = b.TryTake(out EventBlock firstB);
        if (hasA && hasB) pairs.Decide(firstA.Events[0].ChannelId, firstB.Events[0].ChannelId);
        Put(DiffSide.A, a, hasA ? firstA : null);
        Put(DiffSide.B, b, hasB ? firstB : null);
    }

    private void Pull(DiffSide side, EventSource source) => Put(side, source, source.TryTake(out EventBlock block) ? block : null);

    private void Put(DiffSide side, EventSource source, EventBlock? block)
    {
        if (block is null)
        {
            _hasEnded[(int)side] = true;
            foreach (ChannelComparison channel in _channels.Values) channel[side].HasEnded = true;
            return;
        }

        for (int index = 0; index < block.Count; index++)
        {
            ref DiffEvent made = ref block.Events[index];
            if (pairing is not null) made.ChannelId = pairing.IdOf(made.ChannelId);
            made.IsCompared = settings.Narrowing.Includes(side, made);
            ChannelOf(made.ChannelId)[side].Queue.Add(made);
        }

        Volatile.Write(ref _taken[(int)side], _taken[(int)side] + block.Count);
        source.GiveBack(block);
    }

    private ChannelComparison ChannelOf(int channelId)
    {
        if (_channels.TryGetValue(channelId, out ChannelComparison? known)) return known;
        ChannelComparison channel = new(channelId, settings);
        channel.A.HasEnded = _hasEnded[0];
        channel.B.HasEnded = _hasEnded[1];
        _channels.Add(channelId, channel);
        return channel;
    }
}
