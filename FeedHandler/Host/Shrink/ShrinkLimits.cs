namespace FeedHandler.Host.Shrink;

/// <summary>How much may be spent on shrinking.</summary>
/// <param name="RunsMax">The most checks.</param>
/// <param name="Total">The longest time in all; a check that has begun is not ended for it.</param>
internal readonly record struct ShrinkLimits(int RunsMax, TimeSpan Total);
