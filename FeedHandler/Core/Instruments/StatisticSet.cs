using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Instruments;

/// <summary>The latest statistics of one instrument by <see cref="StatisticKind"/>: prices in 1e-9, or quantities for the two that count
/// contracts. Fixed layout, no pointers: others read it as it is (<see cref="Sharing.SharedInstrument"/>).</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public unsafe struct StatisticSet
{
    /// <summary>The size: two cache lines and a word.</summary>
    public const int Bytes = (ValueCount * sizeof(long)) + 8;

    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)StatisticKind.MaxPriceVariation + 1;

    // The kinds that a new session starts again; what belongs to the day before stays: settlement, fixing, cleared volume, open interest, limits.
    private const ushort SessionKinds = (1 << (int)StatisticKind.Open) | (1 << (int)StatisticKind.IndicativeOpen) | (1 << (int)StatisticKind.SessionHigh)
        | (1 << (int)StatisticKind.SessionLow) | (1 << (int)StatisticKind.HighestBid) | (1 << (int)StatisticKind.LowestOffer)
        | (1 << (int)StatisticKind.Vwap);

    private const ushort AllKinds = (1 << Count) - 1;
    private const int ValueCount = 16;
    private const int DoubtsOffset = ValueCount * sizeof(long);
    [FieldOffset(0)] private fixed long _values[ValueCount];
    [FieldOffset(DoubtsOffset)] private ushort _doubts;
    [FieldOffset(DoubtsOffset + 2)] private byte _isSuspect;
    [FieldOffset(DoubtsOffset + 3)] private byte _isWithdrawn;

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
    public readonly bool IsInDoubt(StatisticKind kind) => _isSuspect != 0 || (_doubts & (1 << (int)kind)) != 0;

    /// <summary>Whether any statistic may have changed without our knowing.</summary>
    public readonly bool HasDoubt => _isSuspect != 0 || (_doubts & AllKinds) != 0;

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

    /// <summary>A set of which nothing was heard: whatever there is was told, if at all, to others.</summary>
    public static StatisticSet Unheard
    {
        get
        {
            StatisticSet unheard = Untold;
            unheard.DoubtAll();
            return unheard;
        }
    }

    /// <summary>Takes a statistic as another set has it.</summary>
    /// <param name="kind">The statistic.</param>
    /// <param name="value">Its value, or <see cref="MarketEvent.NullPrice"/>.</param>
    /// <param name="isInDoubt">Whether it may be another.</param>
    public void Take(StatisticKind kind, long value, bool isInDoubt)
    {
        this[kind] = value;
        if (isInDoubt && (uint)kind < Count) _doubts |= (ushort)(1 << (int)kind);
    }

    /// <summary>Whether a statistic counts contracts, so that its value is a quantity; else it is a price.</summary>
    /// <param name="kind">The statistic.</param>
    public static bool IsContracts(StatisticKind kind) => kind is StatisticKind.ClearedVolume or StatisticKind.OpenInterest;

    /// <summary>The venue withdrew the instrument: nothing is told of it, and no loss puts any of that in doubt until it is heard of again.</summary>
    public void Withdraw()
    {
        Clear();
        _isWithdrawn = 1;
    }

    // It was defined again.
    internal void Return() => _isWithdrawn = 0;

    // As it is told: taken back, or with a price or a quantity.
    internal void Tell(StatisticKind kind, BookAction action, long priceNano, long quantity, bool isInDoubt = false) =>
        Take(kind, action == BookAction.Delete ? MarketEvent.NullPrice : IsContracts(kind) ? quantity : priceNano, isInDoubt);

    internal void Clear()
    {
        for (int i = 0; i < Count; i++) _values[i] = MarketEvent.NullPrice;
        Settle();
        Return();
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
        if (_isWithdrawn != 0) return;
        DoubtSession();
        _isSuspect = 1;
    }

    // The instrument's own number went on, or it is known what is in doubt.
    internal void Resume() => (_isSuspect, _isWithdrawn) = (0, 0);

    // Whatever is not told now is known to be as it stands.
    internal void Settle() => (_doubts, _isSuspect) = (0, 0);

    // Packets were lost: the message that starts a new session carries no number of the instrument's, so that its own sequence proves nothing of it. Returns
    // whether any was in no doubt before.
    internal bool DoubtSession()
    {
        ushort before = _doubts;
        for (int kind = 0; kind < Count; kind++)
        {
            if ((SessionKinds & (1 << kind)) != 0 && _values[kind] != MarketEvent.NullPrice) _doubts |= (ushort)(1 << kind);
        }

        return _doubts != before;
    }

    // Entries of the instrument itself were lost, or told before anybody listened: any statistic may have been among them.
    internal void DoubtAll() => _doubts = AllKinds;
}
