using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchingModel
{
    private const int CrossTicks = 3;
    private const int PhaseCancelPerMille = 200;

    /// <summary>Makes an instrument's first book before it is traded: few orders, and nothing implied yet.</summary>
    public void Prepare(SimulatedInstrument instrument, long nowNs)
    {
        foreach (bool isBid in (ReadOnlySpan<bool>)[true, false])
        {
            for (int count = instrument.DirectDepth + 4; count > 0; count--) AddOrder(instrument, isBid);
        }

        End(instrument, nowNs);
        encoder.Limits(LimitsOf(instrument, 400), nowNs);
    }

    /// <summary>
    /// While nothing is matched an order enters, crosses or not, or one is cancelled, as the state allows (CME Globex, "Market states"); then the price of an
    /// auction is told as it would be.
    /// </summary>
    public void EnterUnmatched(SimulatedInstrument instrument, long nowNs)
    {
        bool isBid = random.Below(2) == 0;
        OrderSide side = instrument.Book.Side(isBid);
        bool isFull = IsFull(instrument, side);
        bool isCancelled = instrument.TakesCancels && side.Count > 1 && (isFull || !instrument.TakesOrders || random.PerMille(PhaseCancelPerMille));
        if (isCancelled) instrument.Book.Cancel(Any(side));
        else if (instrument.TakesOrders && !isFull) instrument.Book.Rest(MakeOrder(instrument, isBid, CrossingPrice(instrument)));
        else return;
        Indicate(instrument);
        End(instrument, nowNs);
    }

    /// <summary>An auction: what crosses trades at one price, without an aggressor, and all orders of both sides that had part in it are told.</summary>
    public void HoldAuction(SimulatedInstrument instrument, long nowNs)
    {
        if (instrument.IndicativeOpen is not null) ToggleIndicativeOpen(instrument);
        if (Auction.Of(instrument.Book) is { } result)
        {
            _matcher.Uncross(instrument, result);
            instrument.CenterNano = result.PriceNano;
        }

        instrument.Session.NoteBest();
        End(instrument, nowNs);
    }

    /// <summary>
    /// Some instruments are in another state than they were: where implied matching begins what crosses is matched, and implied levels come and go. All of that
    /// is of the status's own event, and told behind it.
    /// </summary>
    /// <param name="concerned">The instruments.</param>
    /// <returns>Whether there is anything to tell, by <see cref="EndStatus"/>.</returns>
    public bool FollowStatus(SimulatedInstrument[] concerned)
    {
        foreach (Combination combination in concerned.Select(static each => each.Combination).OfType<Combination>().Distinct())
        {
            if (combination.IsActive) _matcher.Uncross(combination);
        }

        Print();
        Publish([.. _event.Volumes]);
        TellImplied(concerned);
        return !_event.IsEmpty;
    }

    /// <summary>Tells what <see cref="FollowStatus"/> found.</summary>
    public void EndStatus(long nowNs)
    {
        encoder.Encode(_event, nowNs);
        _event.Clear();
    }

    private long CrossingPrice(SimulatedInstrument instrument) =>
        instrument.CenterNano + (instrument.TickNano * random.Between(-CrossTicks, CrossTicks));

    private void Indicate(SimulatedInstrument instrument)
    {
        if (Auction.Of(instrument.Book) is not { } result)
        {
            if (instrument.IndicativeOpen is not null) ToggleIndicativeOpen(instrument);
            return;
        }

        StatisticFact told = new(instrument, StatisticKind.IndicativeOpen, result.PriceNano, result.Quantity, IndicativeOpenFlag, IsDeleted: false);
        if (instrument.IndicativeOpen == told) return;
        instrument.IndicativeOpen = told;
        _event.Statistics.Add(told);
    }
}
