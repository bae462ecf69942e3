using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Gateway.Loops;

/// <summary>
/// A loop over kqueue(2), as a library has it that FEEDHANDLER_KQUEUE_LIBRARY names (<see cref="KqueueWaiter"/>). Its sockets are those of Linux: it shows that
/// the contract holds on another system's way of waiting, and serves nobody there yet.
/// </summary>
/// <param name="options">What it listens on, and its bounds.</param>
/// <param name="handler">Is told of its connections.</param>
public sealed class KqueueLoop(LoopOptions options, IConnectionHandler handler) : ReadinessLoop(options, handler)
{
    /// <inheritdoc/>
    private protected override IReadinessQueue OpenReadiness() =>
        KqueueQueue.Open(out KqueueQueue? queue) is { } problem ? throw new LoopException(problem) : queue!;
}
