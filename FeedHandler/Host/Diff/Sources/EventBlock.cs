namespace FeedHandler.Host.Diff.Sources;

/// <summary>Events that are handed from one thread to another together.</summary>
internal sealed class EventBlock
{
    /// <summary>How many fit.</summary>
    public const int CountMax = 512;

    /// <summary>The events.</summary>
    public DiffEvent[] Events { get; } = new DiffEvent[CountMax];

    /// <summary>How many there are.</summary>
    public int Count { get; set; }
}
