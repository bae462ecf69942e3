using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <content>To and from the form in which others read a book.</content>
public unsafe partial struct InstrumentBook
{
    private const int FirstAsk = DirectDepthMax;
    private const int FirstImplied = 2 * DirectDepthMax;

    /// <summary>Writes all of the book; nothing of the image stays.</summary>
    /// <param name="image">Takes it.</param>
    public readonly void CopyTo(ref BookImage image)
    {
        image.SecurityId = SecurityIdField;
        image.NextRptSeq = NextRptSeq;
        image.SuspectRptSeq = _suspectRptSeq;
        (image.DirectDepth, image.ImpliedDepth) = (DepthOf[0], DepthOf[2]);
        (image.State, image.Doubts, image.IsStated, image.IsDepthTold) = (State, DoubtsField, IsStated, IsDepthTold);
        (image.Status, image.StatusCode, image.OwnHalt) = (StatusField, StatusCodeField, (byte)OwnHalt);
        (image.LastPriceNano, image.LastQuantity, image.Volume) = (LastTradePriceNano, LastTradeQuantity, VolumeField);
        for (int place = 0; place < DirectDepthMax; place++)
        {
            image[place] = LevelAt(0, (uint)place);
            image[FirstAsk + place] = LevelAt(1, (uint)place);
        }

        for (int place = 0; place < ImpliedDepthMax; place++)
        {
            image[FirstImplied + place] = ImpliedAt(2, place);
            image[FirstImplied + ImpliedDepthMax + place] = ImpliedAt(3, place);
        }
    }

    /// <summary>Becomes what an image says, which may come from a file or a peer; the index stays.</summary>
    /// <param name="image">The image.</param>
    /// <returns>False, and nothing changed, when no book can be so.</returns>
    public bool TryRestore(in BookImage image)
    {
        if (image.DirectDepth is 0 or > DirectDepthMax || image.ImpliedDepth > ImpliedDepthMax || !IsPossible(image)) return false;
        StoreDepth(image.DirectDepth, image.ImpliedDepth);
        MarkStale(); // empties what is out of depth
        SecurityIdField = image.SecurityId;
        (NextRptSeq, _suspectRptSeq) = (image.NextRptSeq, image.SuspectRptSeq);
        (DoubtsField, IsStated, IsDepthTold) = (image.Doubts, image.IsStated, image.IsDepthTold);
        (StatusField, StatusCodeField, OwnHalt) = (image.Status, image.StatusCode, (OwnHalt)image.OwnHalt);
        (LastTradePriceNano, LastTradeQuantity, VolumeField) = (image.LastPriceNano, image.LastQuantity, image.Volume);
        for (uint place = 0; place < image.DirectDepth; place++)
        {
            Set(Direct(0), place, image[(int)place]);
            Set(Direct(1), place, image[FirstAsk + (int)place]);
        }

        if (image.ImpliedDepth > 0) SetImplied(image);
        return true;
    }

    private static bool IsPossible(in BookImage image) =>
        image.NextRptSeq is >= SlowRptSeq and <= 1L << 32 && image.IsStated <= 1 && image.IsDepthTold <= 1 && image.OwnHalt <= (byte)OwnHalt.Unknown
        && Enum.IsDefined(image.Status)
        && (image.Doubts & ~(BookDoubts.Levels | BookDoubts.Implied | BookDoubts.Status | BookDoubts.Volume | BookDoubts.Tail)) == 0;

    private static void Set(DirectSide* side, uint place, in ImageLevel level) => side->Set(place, level.PriceNano, level.Quantity, level.Orders);

    private void SetImplied(in BookImage image)
    {
        for (uint side = 2; side < SideCount; side++)
        {
            int first = FirstImplied + ((int)(side - 2) * ImpliedDepthMax);
            (Implied(side)->FirstPriceNano, Implied(side)->FirstQuantity) = (image[first].PriceNano, image[first].Quantity);
            if (image.ImpliedDepth < ImpliedDepthMax) continue;
            (Implied(side)->SecondPriceNano, Implied(side)->SecondQuantity) = (image[first + 1].PriceNano, image[first + 1].Quantity);
        }
    }

    private readonly ImageLevel LevelAt(uint side, uint place) => new()
    {
        PriceNano = Direct(side)->PriceNano(place),
        Quantity = Direct(side)->Quantity(place),
        Orders = Direct(side)->Orders[place],
    };

    private readonly ImageLevel ImpliedAt(uint side, int place) => new()
    {
        PriceNano = Implied(side)->PriceNano(place),
        Quantity = Implied(side)->Quantity(place),
        Orders = MarketEvent.NullOrders,
    };
}
