using FeedHandler.Gateway.Loops;

namespace FeedHandler.Gateway.Sessions;

/// <summary>
/// By what loops wait where nobody said: by io_uring where it works, as a message costs less by it (Latency/Results), else by epoll, which is everywhere. It
/// does not work on old kernels, where it is switched off or a container forbids it, and for more connections of a loop than a process may have descriptors.
/// </summary>
public static class LoopChoice
{
    /// <summary>The kind that a gateway's loops are to be: the one asked for, or the best that works here. Opens and closes a ring to see.</summary>
    /// <param name="options">How the gateway is to be.</param>
    /// <returns>Never <see cref="LoopKind.Auto"/>.</returns>
    public static LoopKind Of(GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Kind != LoopKind.Auto) return options.Kind;
        return UringLoop.IsToBeHad(options.SlotCount) ? LoopKind.IoUring : LoopKind.Epoll;
    }

    /// <summary>What a kind is called, in options and reports.</summary>
    /// <param name="kind">The kind.</param>
    public static string WordOf(LoopKind kind) => kind switch
    {
        LoopKind.Epoll => "epoll",
        LoopKind.IoUring => "io_uring",
        _ => "auto",
    };
}
