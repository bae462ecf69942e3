using Disruptor;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>What a consumer does while the ring is empty.</summary>
public enum WaitKind
{
    /// <summary>Looks again at once: the lowest latency, for a consumer that owns its core.</summary>
    Busy,

    /// <summary>Looks a hundred times, then gives its time slice away between looks.</summary>
    Yielding,

    /// <summary>Pauses longer and longer.</summary>
    Spin,

    /// <summary>Looks, yields, then sleeps.</summary>
    Sleeping,

    /// <summary>Waits for a signal of the feed thread, which pays for it.</summary>
    Blocking,
}

/// <summary>Names and forms of <see cref="WaitKind"/>.</summary>
public static class WaitKinds
{
    /// <summary>The names on the command line, in the order of the kinds.</summary>
    public static string[] Names { get; } = ["busy", "yielding", "spin", "sleeping", "blocking"];

    /// <summary>The kind of a name out of <see cref="Names"/>.</summary>
    public static WaitKind Parse(string name) => (WaitKind)Array.IndexOf(Names, name);

    /// <summary>The name of a kind.</summary>
    public static string NameOf(WaitKind kind) => Names[(int)kind];

    /// <summary>How consumers wait: as asked, unless there are too few cores for threads that never rest.</summary>
    /// <param name="asked">A name out of <see cref="Names"/>; null for the best that the cores allow.</param>
    /// <param name="threadCount">Threads that run at once.</param>
    /// <param name="warnings">Takes what was chosen otherwise than asked, and why.</param>
    public static WaitKind Choose(string? asked, int threadCount, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        int coreCount = Environment.ProcessorCount;
        if (asked is null) return threadCount < coreCount ? WaitKind.Busy : WaitKind.Yielding;
        WaitKind wait = Parse(asked);
        if (wait != WaitKind.Busy || threadCount <= coreCount) return wait;
        warnings.Add($"{threadCount} threads on {coreCount} cores: busy waiting would starve the feed thread, so strategies yield");
        return WaitKind.Yielding;
    }

    /// <summary>What one consumer does between two looks; a kind that needs the producer's signals, or none, is the ring's.</summary>
    internal static IdleStrategy IdleOf(WaitKind? kind) => kind switch
    {
        WaitKind.Busy => IdleStrategy.BusySpin,
        WaitKind.Yielding => IdleStrategy.Yielding,
        WaitKind.Sleeping => IdleStrategy.Sleeping,
        _ => IdleStrategy.OfRing,
    };

    /// <summary>A wait strategy for one ring.</summary>
    public static IWaitStrategy Create(WaitKind kind) => kind switch
    {
        WaitKind.Busy => new BusySpinWaitStrategy(),
        WaitKind.Spin => new SpinWaitWaitStrategy(),
        WaitKind.Sleeping => new SleepingWaitStrategy(),
        WaitKind.Blocking => new BlockingWaitStrategy(),
        _ => new YieldingWaitStrategy(),
    };
}
