using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <summary>Best prices as a book that has nothing else: as deep as the best level of either side lies, with nothing known above it.</summary>
internal static class TopImage
{
    /// <summary>Makes the image of such a book; its state is that of the prices.</summary>
    public static void Make(in DecodedTop top, long securityId, out BookImage image)
    {
        bool isUnknown = top.State == BookState.Unknown;
        bool isSuspect = top.State == BookState.Suspect && (top.Doubts & (BookDoubts.Levels | BookDoubts.Tail)) == 0;
        image = new BookImage
        {
            SecurityId = securityId,
            NextRptSeq = (top.Doubts & BookDoubts.Levels) == 0 ? (long)top.Head.RptSeq + 1 : -1, // a later loss puts it in doubt
            DirectDepth = (byte)Math.Max(1, Math.Max(top.Bid.Number, top.Ask.Number)),
            State = top.State,
            Doubts = top.Doubts | (isSuspect ? BookDoubts.Levels : 0),
            IsStated = isUnknown ? (byte)0 : (byte)1,
            IsDepthTold = top.State == BookState.Partial ? (byte)0 : (byte)1,
            Status = top.Status,
            StatusCode = InstrumentBook.UntoldStatusCode,
            LastPriceNano = top.LastPriceNano,
            LastQuantity = top.LastQuantity,
            Volume = MarketEvent.NullQuantity,
        };
        Fill(ref image, 0, top.Bid, isUnknown);
        Fill(ref image, InstrumentBook.DirectDepthMax, top.Ask, isUnknown);
    }

    private static void Fill(ref BookImage image, int first, in Level best, bool isUnknown)
    {
        for (int number = 1; number <= InstrumentBook.DirectDepthMax; number++)
        {
            bool isKnown = !isUnknown && number > best.Number;
            image[first + number - 1] = number == best.Number
                ? new ImageLevel { PriceNano = best.PriceNano, Quantity = best.Quantity, Orders = best.Orders }
                : new ImageLevel { PriceNano = isKnown ? MarketEvent.NullPrice : InstrumentBook.UnknownPrice };
        }
    }
}
