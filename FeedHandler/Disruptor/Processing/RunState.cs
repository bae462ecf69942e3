using System.Diagnostics.CodeAnalysis;

namespace Disruptor.Processing;

/// <summary>Whether a processor is idle, runs, or was told to halt; decided between its own thread and whoever halts it.</summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The event never makes a wait handle, so there is nothing to dispose.")]
internal sealed class RunState
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Halted = 2;

    private readonly ManualResetEventSlim _started = new();

    // Written by the processor's thread and by whoever halts it (interlocked), read by both and by anybody who asks (acquire).
    private int _state;

    /// <summary>How a run begins.</summary>
    internal enum Beginning
    {
        /// <summary>Run.</summary>
        Run,

        /// <summary>Halted before it ran: start and shut down, and no more.</summary>
        AlreadyHalted,
    }

    internal bool IsIdle => Volatile.Read(ref _state) == Idle;

    internal bool ShouldRun => Volatile.Read(ref _state) == Running;

    /// <summary>Begins a run.</summary>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    internal Beginning Begin()
    {
        int previous = Interlocked.CompareExchange(ref _state, Running, Idle);
        if (previous == Running) Throw.AlreadyRunning();
        return previous == Idle ? Beginning.Run : Beginning.AlreadyHalted;
    }

    internal void SignalStarted() => _started.Set();

    internal void WaitUntilStarted(TimeSpan timeout) => _started.Wait(timeout);

    internal void Halt() => Interlocked.Exchange(ref _state, Halted);

    internal void End()
    {
        _started.Reset();
        Volatile.Write(ref _state, Idle);
    }
}
