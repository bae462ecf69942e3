using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// One instrument as everything published so far makes it, in the plainest terms of the venue's rules. It is what a feed handler's own state is held
/// against, and shares nothing with it.
/// </summary>
public sealed partial class PublishedInstrument
{
    private readonly PublishedSide[] _sides;
    private readonly List<PublishedTrade> _trades = [];
    private readonly Dictionary<StatisticKind, PublishedStatistic> _statistics = [];

    internal PublishedInstrument(int directDepth, int impliedDepth) =>
        _sides = [new(directDepth), new(directDepth), new(impliedDepth), new(impliedDepth)];

    /// <summary>The trades, in order; the latest of them where not all are kept.</summary>
    public IReadOnlyList<PublishedTrade> Trades => _trades;

    internal int TradesKept { get; set; } = int.MaxValue;

    /// <summary>The cumulative volume of the trade date, or null when none was told since it was reset.</summary>
    public long? Volume { get; private set; }

    /// <summary>The trading status as the venue codes it (FIX tag 326), or null when none was told.</summary>
    public byte? Status { get; private set; }

    /// <summary>Whether a halt was sent for this instrument alone: what is then sent for its group does not lift it.</summary>
    public bool IsHaltedAlone { get; private set; }

    /// <summary>The last definition, or null.</summary>
    public DefinitionFact? Definition { get; private set; }

    /// <summary>Whether the venue withdrew it.</summary>
    public bool IsDeleted => Definition is { Action: 'D' };

    /// <summary>The last number within the instrument, 0 before the first.</summary>
    public uint RptSeq { get; private set; }

    /// <summary>The market's best bid, or null.</summary>
    public MarketBestFact? MarketBid { get; private set; }

    /// <summary>The market's best offer, or null.</summary>
    public MarketBestFact? MarketOffer { get; private set; }

    /// <summary>The orders of both sides; empty in a schema that tells none.</summary>
    public PublishedOrders Orders { get; } = new();

    /// <summary>How many orders were told outside of price levels.</summary>
    public long OrderUpdateCount { get; private set; }

    /// <summary>How many orders of trades were told in messages behind those of the trades.</summary>
    public long LaterOrderCount { get; private set; }

    /// <summary>A side of the book.</summary>
    /// <param name="side">The side.</param>
    public PublishedSide this[BookSide side] => _sides[(int)side];

    /// <summary>A statistic, a limit included.</summary>
    /// <param name="kind">The statistic.</param>
    /// <returns>What it stands at, or null when it was never told or was taken back.</returns>
    public PublishedStatistic? Statistic(StatisticKind kind) => _statistics.TryGetValue(kind, out PublishedStatistic value) ? value : null;
}

/// <summary>A trade with everything that was said of it since.</summary>
/// <param name="Trade">The trade as it was first told.</param>
/// <param name="PriceNano">The price in 1e-9 as it stands.</param>
/// <param name="Quantity">The quantity as it stands.</param>
/// <param name="IsCorrected">Whether it was corrected.</param>
/// <param name="IsBusted">Whether it was taken back.</param>
public readonly record struct PublishedTrade(TradeFact Trade, long PriceNano, int Quantity, bool IsCorrected, bool IsBusted);

/// <summary>A statistic as it stands.</summary>
/// <param name="PriceNano">The price in 1e-9, or null.</param>
/// <param name="Size">The size, or null.</param>
/// <param name="Flag">The flag or the type bits.</param>
public readonly record struct PublishedStatistic(long? PriceNano, int? Size, byte Flag);
