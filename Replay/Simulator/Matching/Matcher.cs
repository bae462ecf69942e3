namespace FeedHandler.Replay.Simulator;

/// <summary>
/// What comes in meets what rests: the best price first, of a price the orders of the instrument itself in their queue, then what other instruments imply at
/// it. Who trades with an implied price trades with the orders behind it, and these trade in their own instruments (CME Globex, "Implied markets").
/// </summary>
internal sealed class Matcher
{
    private readonly List<Deal> _deals = [];

    /// <summary>What traded since <see cref="Clear"/>, in order.</summary>
    public IReadOnlyList<Deal> Deals => _deals;

    public void Clear() => _deals.Clear();

    /// <summary>An order comes in: it takes what rests or is implied at its limit or better, and what is left of it rests.</summary>
    /// <param name="instrument">Where it comes in.</param>
    /// <param name="order">The order.</param>
    /// <param name="fillsMax">How many orders give it something at most; what would still trade then is killed.</param>
    /// <param name="isKilled">Whether what is left does not rest in any case.</param>
    public void Enter(SimulatedInstrument instrument, SimulatedOrder order, int fillsMax, bool isKilled = false)
    {
        OrderSide resting = instrument.Book.Side(!order.IsBid);
        ImpliedSource? implied = instrument.ImpliedSource(!order.IsBid);
        int left = order.Displayed + order.Hidden;
        while (left > 0 && instrument.BestNano(!order.IsBid) is { } bestNano && !resting.IsBetter(order.PriceNano, bestNano))
        {
            if (_deals.Sum(static deal => deal.Fills.Count) >= fillsMax) return;
            Deal deal = At(instrument, bestNano, order);
            left -= resting.BestNano == bestNano ? TakeFirst(deal, resting, left) : TakeImplied(deal, implied!.Value, left);
        }

        if (left == 0 || isKilled) return;
        order.Displayed = order.Tip == 0 ? left : Math.Min(order.Tip, left);
        order.Hidden = left - order.Displayed;
        instrument.Book.Rest(order);
    }

    /// <summary>Replaces an order by one that comes in at another price, and trades with what it meets there.</summary>
    /// <param name="instrument">Where it rests.</param>
    /// <param name="order">The order.</param>
    /// <param name="priceNano">Its new limit.</param>
    /// <param name="fillsMax">As for <see cref="Enter"/>.</param>
    public void Replace(SimulatedInstrument instrument, SimulatedOrder order, long priceNano, int fillsMax)
    {
        instrument.Book.Cancel(order);
        order.PriceNano = priceNano;
        Enter(instrument, order, fillsMax);
    }

    /// <summary>Implied matching begins for a combination: orders of the spread that meet what its legs imply trade, at the prices of the legs.</summary>
    public void Uncross(Combination combination)
    {
        foreach (bool isBid in (ReadOnlySpan<bool>)[true, false])
        {
            OrderSide resting = combination.Spread.Book.Side(isBid);
            ImpliedSource implied = combination.Source(combination.Spread, !isBid);
            while (resting.BestNano is { } ownNano && implied.BestNano is { } impliedNano && !resting.IsBetter(impliedNano, ownNano))
            {
                SimulatedOrder first = resting.First;
                Deal deal = At(combination.Spread, impliedNano, aggressor: null);
                deal.Take(first, TakeImplied(deal, implied, first.Displayed));
            }
        }
    }

    /// <summary>An auction: what crosses trades at one price; those that buy give first, each side by price and then by priority.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="result">What <see cref="Auction.Of"/> told.</param>
    public void Uncross(SimulatedInstrument instrument, (long PriceNano, int Quantity) result)
    {
        Deal deal = At(instrument, result.PriceNano, aggressor: null);
        deal.Add(result.Quantity);
        foreach (bool isBid in (ReadOnlySpan<bool>)[true, false])
        {
            OrderSide side = instrument.Book.Side(isBid);
            for (int left = result.Quantity; left > 0;)
            {
                int taken = Math.Min(left, side.First.Displayed);
                deal.Take(side.First, taken);
                left -= taken;
            }
        }
    }

    private static int TakeFirst(Deal deal, OrderSide resting, int quantityMax)
    {
        int taken = Math.Min(quantityMax, resting.First.Displayed);
        deal.Take(resting.First, taken);
        deal.Add(taken);
        return taken;
    }

    private int TakeImplied(Deal deal, ImpliedSource implied, int quantityMax)
    {
        (SimulatedOrder first, SimulatedOrder second) = (implied.FirstSide.First, implied.SecondSide.First);
        int taken = Math.Min(quantityMax, Math.Min(first.Displayed, second.Displayed));
        deal.Add(taken, isImplied: true);
        TakeLeg(implied.First, first, taken);
        TakeLeg(implied.Second, second, taken);
        return taken;
    }

    private void TakeLeg(SimulatedInstrument instrument, SimulatedOrder order, int quantity)
    {
        Deal deal = At(instrument, order.PriceNano, aggressor: null);
        deal.Add(quantity, isImplied: true);
        deal.Take(order, quantity);
    }

    private Deal At(SimulatedInstrument instrument, long priceNano, SimulatedOrder? aggressor)
    {
        Deal? deal = _deals.Find(each => each.Instrument == instrument && each.PriceNano == priceNano);
        if (deal is not null) return deal;
        _deals.Add(deal = new Deal(instrument, priceNano) { Aggressor = aggressor });
        return deal;
    }
}
