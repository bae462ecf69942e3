namespace FeedHandler.Core.Books;

/// <summary>One price level as a reader sees it.</summary>
/// <param name="Number">Its place from 1 at the top.</param>
/// <param name="PriceNano">The price in 1e-9 of the wire's unit.</param>
/// <param name="Quantity">The quantity in the venue's units, or <see cref="Events.MarketEvent.NullQuantity"/>.</param>
/// <param name="Orders">How many orders make it up, or <see cref="Events.MarketEvent.NullOrders"/>.</param>
public readonly record struct Level(int Number, long PriceNano, long Quantity, int Orders);
