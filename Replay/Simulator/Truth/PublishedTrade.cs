namespace FeedHandler.Replay.Simulator;

/// <summary>A trade with everything that was said of it since.</summary>
/// <param name="Trade">The trade as it was first told.</param>
/// <param name="PriceNano">The price in 1e-9 as it stands.</param>
/// <param name="Quantity">The quantity as it stands.</param>
/// <param name="IsCorrected">Whether it was corrected.</param>
/// <param name="IsBusted">Whether it was taken back.</param>
public readonly record struct PublishedTrade(TradeFact Trade, long PriceNano, int Quantity, bool IsCorrected, bool IsBusted);

/// <summary>A statistic as it stands.</summary>
/// <param name="PriceNano">The price in 1e-9, or null.</param>
/// <param name="Size">The size, or null.</param>
/// <param name="Flag">The flag or the type bits.</param>
public readonly record struct PublishedStatistic(long? PriceNano, int? Size, byte Flag);
