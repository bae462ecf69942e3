using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchingModel
{
    private const byte IndicativeOpenFlag = 5;
    private const byte IntradayVwapFlag = 100;

    /// <summary>Takes a trade back.</summary>
    public void Bust(SimulatedInstrument instrument, SeededRandom chance, long nowNs)
    {
        if (instrument.OpenTrades.Count == 0) return;
        int place = chance.Below(instrument.OpenTrades.Count);
        TradeFact trade = instrument.OpenTrades[place];
        instrument.OpenTrades.RemoveAt(place);
        instrument.Session.Discount(trade.PriceNano, trade.Quantity);
        Restate(trade with { Action = BookAction.Delete, Orders = [], OrderCount = 0 }, nowNs);
    }

    /// <summary>Corrects a trade.</summary>
    public void Correct(SimulatedInstrument instrument, SeededRandom chance, long nowNs)
    {
        if (instrument.OpenTrades.Count == 0) return;
        int place = chance.Below(instrument.OpenTrades.Count);
        TradeFact old = instrument.OpenTrades[place];
        int quantity = Math.Max(1, old.Quantity - chance.Between(0, 5));
        TradeFact trade = old with
        {
            Action = BookAction.Change,
            PriceNano = old.PriceNano + (chance.Between(-2, 2) * instrument.TickNano),
            Quantity = quantity,
            Orders = [],
            OrderCount = 0,
        };
        instrument.OpenTrades[place] = trade;
        instrument.Session.Discount(old.PriceNano, old.Quantity);
        instrument.Session.Count(trade.PriceNano, trade.Quantity);
        Restate(trade, nowNs);
    }

    /// <summary>Tells or takes back the indicative opening price.</summary>
    public void IndicateOpen(SimulatedInstrument instrument, long nowNs)
    {
        ToggleIndicativeOpen(instrument);
        End(instrument, nowNs);
    }

    /// <summary>Tells the average price of the day's trades, if there are any.</summary>
    public void Average(SimulatedInstrument instrument, long nowNs)
    {
        if (instrument.Session.AverageNano is not { } averageNano) return;
        _event.Statistics.Add(new StatisticFact(instrument, StatisticKind.Vwap, averageNano, null, IntradayVwapFlag, IsDeleted: false));
        End(instrument, nowNs);
    }

    /// <summary>Orders come and go outside of the price levels that are told.</summary>
    public void MoveDeepOrders(SimulatedInstrument instrument, SeededRandom chance, long nowNs)
    {
        if (!instrument.IsOpen) return;
        OrderBook book = instrument.Book;
        bool isBid = chance.Below(2) == 0;
        for (int count = chance.Between(1, 5); count > 0; count--)
        {
            SimulatedOrder[] deep = [.. book.Side(isBid).Queues.Skip(instrument.DirectDepth).SelectMany(static queue => queue.Orders)];
            if (deep.Length > SpareOrders || (deep.Length > 0 && chance.PerMille(CancelPerMille)))
            {
                book.Cancel(deep[chance.Below(deep.Length)]);
                continue;
            }

            long awayNano = instrument.TickNano * chance.Between(12, 40);
            long priceNano = isBid ? instrument.CenterNano - awayNano : instrument.CenterNano + awayNano;
            book.Rest(book.Make(isBid, instrument.Passive(isBid, priceNano), chance.Between(1, 50)));
        }

        End(instrument, nowNs);
    }

    /// <summary>An order that rested is replaced across the spread, or an iceberg or a market order comes in; each trades.</summary>
    public void Cross(SimulatedInstrument instrument, SeededRandom chance, long nowNs)
    {
        if (!instrument.IsOpen) return;
        OrderBook book = instrument.Book;
        bool isBuy = chance.Below(2) == 0;
        (OrderSide own, OrderSide opposite) = (book.Side(isBuy), book.Side(!isBuy));
        if (own.Count == 0 || opposite.BestNano is not { } bestNano) return;
        int kind = chance.Below(3);
        SimulatedOrder order = kind switch
        {
            0 => own.Orders.ElementAt(chance.Below(own.OrderCount)),
            1 => book.Make(isBuy, bestNano, chance.Between(20, 60), tip: chance.Between(1, 10)),
            _ => book.Make(isBuy, isBuy ? long.MaxValue : long.MinValue, chance.Between(1, opposite.Orders.Take(3).Sum(static each => each.Displayed))),
        };
        if (kind == 0) _matcher.Replace(instrument, order, bestNano, RestingOrdersMax);
        else _matcher.Enter(instrument, order, RestingOrdersMax, isKilled: kind == 2);
        End(instrument, nowNs);
    }

    /// <summary>Tells the market's best prices.</summary>
    public void TellMarketBest(SimulatedInstrument instrument, SeededRandom chance, long nowNs)
    {
        _event.Book.Add(new MarketBestFact(instrument, IsBid: true, instrument.CenterNano - instrument.TickNano, chance.Between(1, 50)));
        _event.Book.Add(new MarketBestFact(instrument, IsBid: false, instrument.CenterNano + instrument.TickNano, chance.Between(1, 50)));
        End(instrument, nowNs);
    }

    /// <summary>Starts the instrument's own sequence again: the book is emptied by the entry with number 1 and told again.</summary>
    public void Restart(SimulatedInstrument instrument, long nowNs)
    {
        instrument.RptSeq = 0;
        ResetBook(instrument, nowNs);
        End(instrument, nowNs);
    }

    /// <summary>Empties the book of an instrument that is about to be withdrawn.</summary>
    public void Close(SimulatedInstrument instrument, long nowNs)
    {
        ResetBook(instrument, nowNs);
        foreach (SimulatedOrder order in instrument.Book.Touched.ToArray()) instrument.Book.Cancel(order);
        instrument.Book.Settle();
        instrument.IsLive = false;
    }

    private void Restate(TradeFact trade, long nowNs)
    {
        _event.Trades.Add(trade);
        _event.Volumes.Add(trade.Instrument!);
        End(trade.Instrument!, nowNs);
    }

    private void ToggleIndicativeOpen(SimulatedInstrument instrument)
    {
        StatisticFact? told = instrument.IndicativeOpen;
        StatisticFact next = told is null
            ? new StatisticFact(instrument, StatisticKind.IndicativeOpen, instrument.CenterNano, 1, IndicativeOpenFlag, IsDeleted: false)
            : told with { IsDeleted = true };
        instrument.IndicativeOpen = told is null ? next : null;
        _event.Statistics.Add(next);
    }
}
