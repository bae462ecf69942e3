using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>A consumer whose handler is a type argument: starting it, shutting it down, and keeping it on the thread's own stack.</summary>
/// <typeparam name="TEvent">The event.</typeparam>
/// <typeparam name="THandler">The handler.</typeparam>
public abstract class HandlerWorker<TEvent, THandler> : RingWorker
    where TEvent : unmanaged
    where THandler : struct, IRingHandler<THandler, TEvent>
{
    // Written by the consumer's thread before and after its run; a caller reads it after the run.
    private THandler _handler;

    private protected HandlerWorker(string name, RingPolicy policy, THandler handler)
        : base(name, policy)
    {
        _handler = handler;
    }

    /// <summary>The handler as the run left it. Meaningful before and after the run: while it lasts, the handler lives on the consumer's
    /// own stack.</summary>
    public ref readonly THandler Handler => ref _handler;

    // The handler is moved to the stack of its thread: what it counts there shares no cache line with another consumer.
    private protected sealed override void TakeEvents()
    {
        THandler handler = _handler;
        try
        {
            THandler.OnStart(ref handler);
            Begin();
            long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            Poll(ref handler, allocatedBefore);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        try
        {
            THandler.OnShutdown(ref handler);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        _handler = handler;
    }

    /// <summary>Gives events to the handler until the halt, and measures what the thread allocated meanwhile.</summary>
    private protected abstract void Poll(ref THandler handler, long allocatedBefore);
}

/// <summary>What a consumer counts, two cache lines away from its neighbours on the heap. Written by the consumer's thread (release), read
/// by anybody (acquire).</summary>
[StructLayout(LayoutKind.Explicit, Size = 280)]
internal struct ConsumerCounters
{
    /// <summary>The last event that was taken.</summary>
    [FieldOffset(128)]
    internal long Last;

    /// <summary>The most events that were there to take at once.</summary>
    [FieldOffset(136)]
    internal long LagMax;

    /// <summary>Events that a later one replaced.</summary>
    [FieldOffset(144)]
    internal long ConflatedCount;
}
