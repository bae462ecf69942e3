using FeedHandler.Core.Packets;
using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>What to receive live, how, and until when.</summary>
public sealed record LiveOptions
{
    /// <summary>The groups to join.</summary>
    public required IReadOnlyList<LineGroup> Groups { get; init; }

    /// <summary>What the groups are.</summary>
    public FeedSource Source => new(
        new FeedMap([.. Groups.Select(static group => group.Feed)]), [.. Groups.Select(static group => $"{group.Group}")], "");

    /// <summary>By which kind of receiver; null takes the best that works here.</summary>
    public ReceiverKind? Kind { get; init; }

    /// <summary>How the receiver is set up.</summary>
    public ReceiverSettings Settings { get; init; } = new();

    /// <summary>What packets run through.</summary>
    public PipelineOptions Pipeline { get; init; } = new();

    /// <summary>How many strategies the configuration asks for; the command seats so many of its sample.</summary>
    public int StrategyCount { get; init; } = 1;

    /// <summary>The cores of strategies that name none themselves, the first for the first; strategies beyond the list run on any.</summary>
    public IReadOnlyList<int> StrategyCores { get; init; } = [];

    /// <summary>What was had otherwise than asked so far, for the report.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The capture that warms the pipeline up; null for the simulator's traffic.</summary>
    public string? WarmUpCapture { get; init; }

    /// <summary>Files that say what to receive: what must not be written over.</summary>
    public IReadOnlyList<string?> InputPaths { get; init; } = [];

    /// <summary>How often it runs before the groups are joined; 0 for a cold start.</summary>
    public int WarmUpPasses { get; init; } = 20;

    /// <summary>Whether all memory is locked.</summary>
    public bool LocksMemory { get; init; }

    /// <summary>Whom to ask for lost packets.</summary>
    public ReplayOptions Replay { get; init; } = new();

    /// <summary>When the groups of loops are joined.</summary>
    public LoopOptions Loops { get; init; } = new();

    /// <summary>What the configuration says of the broker to which the feed is published; paths in it are whole. Who starts the feed makes it.</summary>
    public PublishSection PublishSection { get; init; } = new();

    /// <summary>Who may look at the feed from outside; paths in it are whole.</summary>
    public ObserveSection Observe { get; init; } = new();

    /// <summary>When to end by itself; null runs until it is stopped.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Ends by itself when nothing has arrived for so long after the first packet; null goes on waiting.</summary>
    public TimeSpan? IdleLimit { get; init; }
}
