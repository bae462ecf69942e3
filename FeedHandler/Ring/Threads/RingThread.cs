using System.Runtime.ExceptionServices;
using FeedHandler.Native;

namespace FeedHandler.Ring;

/// <summary>A consumer on a named thread of its own, on one core and with a priority when asked.</summary>
public sealed class RingThread : IDisposable
{
    private readonly PinnedThread _thread;

    private RingThread(RingWorker worker, PinnedThread thread)
    {
        Worker = worker;
        _thread = thread;
    }

    /// <summary>The consumer.</summary>
    public RingWorker Worker { get; }

    /// <summary>What was asked of the system for the thread and refused. Complete once the consumer is
    /// <see cref="RingWorkerState.Starting"/>.</summary>
    public IReadOnlyList<NativeResult> Refusals => _thread.Refusals;

    /// <summary>Where and how the system says that the thread runs, as far as anything was asked. Certain after a join.</summary>
    public ThreadPlacement Placement => _thread.Placement;

    /// <summary>Starts a consumer.</summary>
    /// <param name="worker">The consumer, not yet run; its name is the thread's.</param>
    /// <param name="placement">Where and how the thread runs.</param>
    public static RingThread Start(RingWorker worker, ThreadPlacement placement = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return new RingThread(worker, new PinnedThread(worker.Name, placement, worker.Run));
    }

    /// <summary>Ends the consumer and waits for its end.</summary>
    /// <param name="isDrained">Whether it takes what was published before this call first.</param>
    /// <exception cref="Exception">What the handler threw, if it did.</exception>
    public void Stop(bool isDrained = true)
    {
        Worker.Halt(isDrained);
        _thread.Join();
        Exception? failure = Worker.Failure ?? _thread.Failure;
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Waits for the end of the consumer, which another halts or which fails.</summary>
    public void Join() => _thread.Join();

    /// <summary>Waits for the end of the consumer, which another halts or which fails.</summary>
    /// <returns>Whether it ended in time.</returns>
    /// <param name="patience">How long to wait at most.</param>
    public bool Join(TimeSpan patience) => _thread.Join(patience);

    /// <summary>Ends the consumer without draining, and waits for its end. What it threw stays in its
    /// <see cref="RingWorker.Failure"/>.</summary>
    public void Dispose()
    {
        Worker.Halt(isDrained: false);
        _thread.Join();
    }
}
