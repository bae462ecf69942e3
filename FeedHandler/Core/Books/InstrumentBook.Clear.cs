using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

public unsafe partial struct InstrumentBook
{
    /// <summary>Empties all sides, and knows them to be empty.</summary>
    public void Clear()
    {
        for (int side = 0; side < 4; side++) FillSide(side, MarketEvent.NullPrice);
        DoubtsField &= ~BookDoubts.Implied;
    }

    /// <summary>Trusts no level until it is stated again: packets of this instrument were lost.</summary>
    public void MarkStale()
    {
        for (int side = 0; side < 4; side++) FillSide(side, UnknownPrice);
        DoubtsField &= ~BookDoubts.Implied;
    }

    /// <summary>Knows nothing: the instrument was never heard of, was withdrawn, or its channel started again.</summary>
    internal void Forget()
    {
        MarkStale();
        IsStated = 0;
        DoubtsField = BookDoubts.None;
        LastTradePriceNano = MarketEvent.NullPrice;
        LastTradeQuantity = 0;
        VolumeField = MarketEvent.NullQuantity;
        StatusField = TradingStatus.Unknown;
        StatusCodeField = UntoldStatusCode;
        OwnHalt = OwnHalt.None;
    }

    private void FillSide(int side, long priceNano)
    {
        if (side < 2) Direct((uint)side)->Fill(priceNano, DepthOf[side]);
        else Implied((uint)side)->Fill(priceNano, DepthOf[side]);
    }
}
