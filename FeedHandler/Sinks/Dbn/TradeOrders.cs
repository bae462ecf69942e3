using FeedHandler.Core.Events;

namespace FeedHandler.Sinks.Dbn;

/// <summary>
/// Which orders of a trade rested. Where a trade has an aggressor, the first order that is told of it is the aggressor's and the others rested; without one
/// nobody knows their sides. Orders may be told behind all trades of a match event, so that trades are kept until its end.
/// </summary>
internal sealed class TradeOrders
{
    private const int CountMax = 1 << 12; // of a match event without an end
    private readonly List<Trade> _trades = new(64);

    /// <summary>A trade.</summary>
    public void Add(in MarketEvent trade)
    {
        if (_trades.Count == CountMax) _trades.Clear();
        _trades.Add(new Trade(trade.Channel, trade.InstrumentIndex, trade.PriceNano, trade.Side, HasOrders: false));
    }

    /// <summary>An order of a trade.</summary>
    /// <param name="order">The order.</param>
    /// <param name="side">Its side; none where nobody knows.</param>
    /// <returns>Whether it rested; false for the aggressor's.</returns>
    public bool TryTakeResting(in MarketEvent order, out BookSide side)
    {
        side = BookSide.None;
        for (int i = _trades.Count - 1; i >= 0; i--)
        {
            Trade trade = _trades[i];
            if ((trade.Channel, trade.Instrument, trade.PriceNano) != (order.Channel, order.InstrumentIndex, order.PriceNano)) continue;
            _trades[i] = trade with { HasOrders = true };
            if (trade.Aggressor is not (BookSide.Bid or BookSide.Ask)) return true;
            side = trade.Aggressor == BookSide.Bid ? BookSide.Ask : BookSide.Bid;
            return trade.HasOrders;
        }

        return true;
    }

    /// <summary>The match event of a channel is over.</summary>
    public void EndEvent(byte channel)
    {
        for (int i = _trades.Count - 1; i >= 0; i--)
        {
            if (_trades[i].Channel == channel) _trades.RemoveAt(i);
        }
    }

    private readonly record struct Trade(byte Channel, int Instrument, long PriceNano, BookSide Aggressor, bool HasOrders);
}
