using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>What all entries of a message share.</summary>
internal readonly record struct MessageTime(long TransactTimeNs, MatchEventIndicator Indicator);

/// <summary>How a generation of the schema writes messages down: each method writes one message of numbered entries.</summary>
internal interface IMessageForm
{
    /// <summary>Levels and market-best prices, with the orders that refer to them.</summary>
    void Book(ExchangeFact[] facts, OrderFact[] orders, MessageTime time);

    /// <summary>Trades, their corrections and busts.</summary>
    void Trades(TradeFact[] trades, MessageTime time);

    /// <summary>Orders of trades that were told in messages before.</summary>
    void TradeOrders(TradeOrderFact[] orders, MessageTime time);

    /// <summary>Cumulative volumes.</summary>
    void Volumes(VolumeFact[] volumes, MessageTime time);

    /// <summary>Orders outside of the price levels.</summary>
    void Orders(OrderFact[] orders, MessageTime time);

    /// <summary>Statistics of the session.</summary>
    void SessionStatistics(StatisticFact[] statistics, MessageTime time);

    /// <summary>Statistics of the day.</summary>
    void DailyStatistics(StatisticFact[] statistics, MessageTime time);

    /// <summary>Price limits.</summary>
    void Limits(LimitsFact[] limits, MessageTime time);
}
