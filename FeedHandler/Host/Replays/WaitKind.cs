using Disruptor;

namespace FeedHandler.Host.Replays;

/// <summary>What a consumer does while the ring is empty.</summary>
internal enum WaitKind
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
internal static class WaitKinds
{
    /// <summary>The names on the command line, in the order of the kinds.</summary>
    public static string[] Names { get; } = ["busy", "yielding", "spin", "sleeping", "blocking"];

    /// <summary>The kind of a name out of <see cref="Names"/>.</summary>
    public static WaitKind Parse(string name) => (WaitKind)Array.IndexOf(Names, name);

    /// <summary>The name of a kind.</summary>
    public static string NameOf(WaitKind kind) => Names[(int)kind];

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
