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

    /// <summary>An order enters, crosses or not, or one is cancelled, while nothing is matched; then the price of an auction is told as it would be.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="mayCancel">Whether orders may be cancelled.</param>
    /// <param name="nowNs">The channel's time, nanoseconds since the Unix epoch.</param>
    public void EnterUnmatched(SimulatedInstrument instrument, bool mayCancel, long nowNs)
    {
        bool isBid = random.Below(2) == 0;
        OrderSide side = instrument.Book.Side(isBid);
        if (mayCancel && side.Count > 1 && random.PerMille(PhaseCancelPerMille)) instrument.Book.Cancel(Any(side));
        else instrument.Book.Rest(MakeOrder(instrument, isBid, instrument.CenterNano + (instrument.TickNano * random.Between(-CrossTicks, CrossTicks))));
        Indicate(instrument);
        End(instrument, nowNs);
    }

    /// <summary>An auction: what crosses trades at one price, without an aggressor, and all orders of both sides that had part in it are told.</summary>
    public void HoldAuction(SimulatedInstrument instrument, long nowNs)
    {
        if (instrument.IndicativeOpen is not null) ToggleIndicativeOpen(instrument);
        if (Auction.Of(instrument.Book) is { } result)
        {
            Auction.Uncross(instrument.Book, result, _fills);
            Print(instrument, result.PriceNano, result.Quantity, 0, [.. Resting(instrument, _fills)]);
            _fills.Clear();
            _event.Volumes.Add(instrument);
            instrument.CenterNano = result.PriceNano;
        }

        NoteBest(instrument);
        End(instrument, nowNs);
    }

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
