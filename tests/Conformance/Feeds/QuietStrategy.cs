using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Conformance.Feeds;

/// <summary>A strategy of which only the books and the digest matter.</summary>
internal sealed class QuietStrategy : Strategy
{
    public override string Name => "quiet";
}
