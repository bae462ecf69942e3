using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Gateway.Loops;

/// <summary>A loop over epoll(7), edge-triggered: the one for every Linux since 5.11.</summary>
/// <param name="options">What it listens on, and its bounds.</param>
/// <param name="handler">Is told of its connections.</param>
public sealed class EpollLoop(LoopOptions options, IConnectionHandler handler) : ReadinessLoop(options, handler)
{
    /// <inheritdoc/>
    private protected override IReadinessQueue OpenReadiness()
    {
        MustSucceed(EpollQueue.Open(out EpollQueue? queue));
        return queue!;
    }
}
