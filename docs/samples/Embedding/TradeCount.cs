using FeedHandler.Core.Events;
using FeedHandler.Sinks.Strategies;

namespace Samples;

/// <summary>Counts trades and what they are worth, in a struct: the feed calls it without any indirection.</summary>
internal struct TradeCount : IStrategy
{
    private long _trades;
    private long _quantity;

    public readonly string Name => "trade-count";

    public void OnTrade(in BookView book, in MarketEvent trade)
    {
        _trades++;
        _quantity += trade.Quantity;
    }

    public readonly void Report(StrategyResults results)
    {
        results.Add("trades", _trades);
        results.Add("quantity", _quantity);
    }

    public readonly Updates Updates => Updates.Every;

    public readonly void OnStart(in FeedShape shape) { }
    public readonly void OnBook(in BookView book, in MarketEvent change) { }
    public readonly void OnTopOfBook(in BookView book, in TopOfBook top) { }
    public readonly void OnTradeOrder(in BookView book, in MarketEvent order) { }
    public readonly void OnOrder(in BookView book, in MarketEvent order) { }
    public readonly void OnVolume(in BookView book, in MarketEvent volume) { }
    public readonly void OnStatistic(in BookView book, in MarketEvent statistic) { }
    public readonly void OnStatus(in BookView book, in MarketEvent status) { }
    public readonly void OnDefinition(in BookView book, in MarketEvent definition) { }
    public readonly void OnEndOfEvent(in StrategyBooks books, in MarketEvent last) { }
    public readonly void OnGap(in MarketEvent gap) { }
}
