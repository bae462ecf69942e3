using FeedHandler.Core.Events;

namespace FeedHandler.Core.Instruments;

/// <summary>The latest statistics of one instrument by <see cref="StatisticKind"/>: prices in 1e-9, or quantities for the two that count
/// contracts.</summary>
public unsafe struct StatisticSet
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)StatisticKind.MaxPriceVariation + 1;

    private fixed long _values[16];

    /// <summary>The value of a statistic, or <see cref="MarketEvent.NullPrice"/> when it was never told or was taken back.</summary>
    /// <param name="kind">The statistic.</param>
    public long this[StatisticKind kind]
    {
        readonly get => (uint)kind < Count ? _values[(int)kind] : MarketEvent.NullPrice;
        internal set
        {
            if ((uint)kind < Count) _values[(int)kind] = value;
        }
    }

    internal void Clear()
    {
        for (var i = 0; i < Count; i++) _values[i] = MarketEvent.NullPrice;
    }

    // A new session keeps what belongs to the day before: settlement, fixing, cleared volume, open interest and the limits.
    internal void ClearSession()
    {
        for (var kind = StatisticKind.Open; kind <= StatisticKind.LowestOffer; kind++)
        {
            if (kind != StatisticKind.Settlement) _values[(int)kind] = MarketEvent.NullPrice;
        }

        _values[(int)StatisticKind.Vwap] = MarketEvent.NullPrice;
    }
}
