using System.ComponentModel;

namespace FeedHandler.Engine;

/// <summary>Where and how threads run.</summary>
public sealed record ThreadSection
{
    /// <summary>The feed's core.</summary>
    [Description("Core of the feed thread; leave out not to pin it")]
    public int? FeedCore { get; set; }

    /// <summary>The strategies' cores.</summary>
    [Description("Cores of the strategies, in order; strategies beyond the list are not pinned")]
    public IReadOnlyList<int> StrategyCores { get; set; } = [];

    /// <summary>Real-time priority.</summary>
    [Description("SCHED_FIFO priority of the feed thread (1 to 99); 0 leaves the ordinary scheduler. Read docs/live.md first: it can stop a machine")]
    public int FeedPriority { get; set; }

    /// <summary>Locked memory.</summary>
    [Description("Whether all memory is locked, so that nothing is ever paged out")]
    public bool LockMemory { get; set; }

    /// <summary>Awake cores.</summary>
    [Description("Whether /dev/cpu_dma_latency is held at 0 while running, so that idle cores wake at once")]
    public bool KeepCoresAwake { get; set; } = true;
}
