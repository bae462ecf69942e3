namespace FeedHandler.Core.Events;

/// <summary>A side of a book, or of a trade's aggressor.</summary>
public enum BookSide : byte
{
    /// <summary>Orders to buy; as an aggressor: the buyer.</summary>
    Bid = 0,

    /// <summary>Orders to sell; as an aggressor: the seller.</summary>
    Ask = 1,

    /// <summary>Bids that the venue derives from other instruments.</summary>
    ImpliedBid = 2,

    /// <summary>Asks that the venue derives from other instruments.</summary>
    ImpliedAsk = 3,

    /// <summary>No side.</summary>
    None = 255,
}
