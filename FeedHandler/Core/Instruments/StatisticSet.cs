using FeedHandler.Core.Events;

namespace FeedHandler.Core.Instruments;

/// <summary>The latest statistics of one instrument by <see cref="StatisticKind"/>: prices in 1e-9, or quantities for the two that count
/// contracts.</summary>
public unsafe partial struct StatisticSet
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)StatisticKind.MaxPriceVariation + 1;

    // The kinds that a new session starts again; what belongs to the day before stays: settlement, fixing, cleared volume, open interest, limits.
    private const ushort SessionKinds = (1 << (int)StatisticKind.Open) | (1 << (int)StatisticKind.IndicativeOpen) | (1 << (int)StatisticKind.SessionHigh)
        | (1 << (int)StatisticKind.SessionLow) | (1 << (int)StatisticKind.HighestBid) | (1 << (int)StatisticKind.LowestOffer)
        | (1 << (int)StatisticKind.Vwap);

    private const ushort AllKinds = (1 << Count) - 1;
    private fixed long _values[16];
    private ushort _doubts;
    private bool _isSuspect;
    private bool _isMet; // by whoever follows events: the first of the instrument was seen

    /// <summary>The value of a statistic, or <see cref="MarketEvent.NullPrice"/> when it was never told or was taken back.</summary>
    /// <param name="kind">The statistic.</param>
    public long this[StatisticKind kind]
    {
        readonly get => (uint)kind < Count ? _values[(int)kind] : MarketEvent.NullPrice;
        internal set
        {
            if ((uint)kind >= Count) return;
            _values[(int)kind] = value;
            _doubts &= (ushort)~(1 << (int)kind);
        }
    }

    /// <summary>Whether a statistic may be another without our knowing: packets were lost since it was told, or it was told before the feed joined.</summary>
    /// <param name="kind">The statistic.</param>
    public readonly bool IsInDoubt(StatisticKind kind) => _isSuspect || (_doubts & (1 << (int)kind)) != 0;

    /// <summary>Whether any statistic may have changed without our knowing.</summary>
    public readonly bool HasDoubt => _isSuspect || _doubts != 0;

    /// <summary>A set of which nothing was told.</summary>
    public static StatisticSet Untold
    {
        get
        {
            StatisticSet untold = default;
            untold.Clear();
            return untold;
        }
    }

    /// <summary>Whether a statistic is a quantity, in contracts, and no price.</summary>
    /// <param name="kind">The statistic.</param>
    public static bool CountsContracts(StatisticKind kind) => kind is StatisticKind.ClearedVolume or StatisticKind.OpenInterest;

    /// <summary>Takes a statistic as another set has it.</summary>
    /// <param name="kind">The statistic.</param>
    /// <param name="value">Its value, or <see cref="MarketEvent.NullPrice"/>.</param>
    /// <param name="isInDoubt">Whether it may be another.</param>
    public void Take(StatisticKind kind, long value, bool isInDoubt)
    {
        this[kind] = value;
        if (isInDoubt && (uint)kind < Count) _doubts |= (ushort)(1 << (int)kind);
    }

    internal void Clear()
    {
        for (int i = 0; i < Count; i++) _values[i] = MarketEvent.NullPrice;
        _doubts = 0;
        _isSuspect = _isMet = false;
    }

    internal void ClearSession()
    {
        for (int kind = 0; kind < Count; kind++)
        {
            if ((SessionKinds & (1 << kind)) != 0) this[(StatisticKind)kind] = MarketEvent.NullPrice;
        }
    }

    // Packets were lost: any statistic may have been among them until the instrument's own number goes on.
    internal void Suspect()
    {
        DoubtSession();
        _isSuspect = true;
    }

    // The instrument's own number went on, or it is known what is in doubt.
    internal void Resume() => _isSuspect = false;

    // Packets were lost: the message that starts a new session carries no number of the instrument's, so that its own sequence proves nothing of it.
    internal void DoubtSession()
    {
        for (int kind = 0; kind < Count; kind++)
        {
            if ((SessionKinds & (1 << kind)) != 0 && _values[kind] != MarketEvent.NullPrice) _doubts |= (ushort)(1 << kind);
        }
    }

    // Entries of the instrument itself were lost, or told before anybody listened: any statistic may have been among them.
    internal void DoubtAll() => _doubts = AllKinds;
}
