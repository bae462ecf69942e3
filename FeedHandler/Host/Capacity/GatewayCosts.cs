namespace FeedHandler.Host.Capacity;

/// <summary>
/// What a gateway takes of a machine: messages as measured (Latency/Results/amd-epyc-zen4/README.md, "Gateway"), its own bytes as a test bounds them, the
/// kernel's as plain TCP servers took them on the same machine. Of another machine times differ, and bytes little.
/// </summary>
internal static class GatewayCosts
{
    /// <summary>The gateway's own memory for a connection that is logged on and subscribes to nothing, in bytes.</summary>
    public const long UserBytesPerConnection = 1000;

    /// <summary>Its memory for an instrument that a connection subscribes to, in bytes.</summary>
    public const long UserBytesPerInterest = 48;

    /// <summary>What each loop keeps of an order of the feed, where the feed has orders: in bytes.</summary>
    public const long LoopBytesPerOrder = 121;

    /// <summary>The program itself, and what it has once: in bytes.</summary>
    public const long ProcessBytes = 100L << 20;

    /// <summary>What each loop has once: books of its own, segments and slices, in bytes.</summary>
    public const long LoopBytes = 64L << 20;

    /// <summary>The kernel's memory for an idle connection, of this end alone, in bytes.</summary>
    public const long KernelBytesPerConnection = 5400;

    /// <summary>What the kernel holds besides for a client that takes what it is told, in bytes: a few segments on their way.</summary>
    public const long KernelBytesPerActive = 8 << 10;

    /// <summary>Processor time for a message to one client, in nanoseconds: between those of a few hundred clients, 404 to 535 by io_uring and 559
    /// to 916 by epoll, and of 10 000, to 1371.</summary>
    public const long NsPerMessage = 800;

    /// <summary>Bytes of a message on the wire: a frame, and its share of headers.</summary>
    public const long WireBytesPerMessage = 150;

    /// <summary>How much of a core a loop may use before latencies grow: in percent.</summary>
    public const int CorePercentMax = 60;

    /// <summary>Descriptors that are not connections', of a process.</summary>
    public const long OtherDescriptors = 512;
}
