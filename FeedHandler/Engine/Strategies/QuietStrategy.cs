using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine;

/// <summary>Does nothing: stands in a feed that was given no strategy, whose books and digest are then its, and in the place of one in a warm-up.</summary>
internal sealed class QuietStrategy(string name = "quiet") : Strategy
{
    /// <inheritdoc/>
    public override string Name => name;
}
