using FeedHandler.Native;
using FeedHandler.Native.Threads;

namespace FeedHandler.Ring;

/// <summary>A named thread of one job, placed as asked, that keeps the failure of its job for whoever joins it.</summary>
public sealed class PinnedThread
{
    private readonly Thread _thread;
    private readonly ThreadPlacement _placement;
    private readonly Action _job;

    // Written by the thread before its job (release), read by anybody (acquire).
    private NativeResult[] _refusals = [];

    // Written by the thread before the refusals, with which it becomes visible.
    private ThreadPlacement _actual;

    // Written by the thread at its end (release), read by anybody (acquire).
    private Exception? _failure;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name. The kernel keeps the first 15 bytes.</param>
    /// <param name="placement">Where and how it runs.</param>
    /// <param name="job">What it does.</param>
    public PinnedThread(string name, ThreadPlacement placement, Action job)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(job);
        Name = name;
        _placement = placement;
        _job = job;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What was asked of the system for it and refused: a core, a priority. Complete before the job begins.</summary>
    public IReadOnlyList<NativeResult> Refusals => Volatile.Read(ref _refusals);

    /// <summary>Where and how the system says that it runs, as far as anything was asked. Complete before the job begins, and certain after a join.</summary>
    public ThreadPlacement Placement => _actual;

    /// <summary>What the job threw; null while it has not.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Whether the thread has not ended.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Waits for the end of the job.</summary>
    public void Join() => _thread.Join();

    /// <summary>Waits for the end of the job.</summary>
    /// <returns>Whether it ended in time.</returns>
    /// <param name="patience">How long to wait at most.</param>
    public bool Join(TimeSpan patience) => _thread.Join(patience);

    private void Run()
    {
        try
        {
            Place();
            _job();
        }
        catch (Exception failure)
        {
            Volatile.Write(ref _failure, failure);
        }
    }

    private void Place()
    {
        List<NativeResult> calls = [ThreadName.SetForCurrentThread(Name)];
        if (_placement.CoreIndex is { } coreIndex) calls.Add(ThreadAffinity.PinCurrentThread(coreIndex));
        if (_placement.FifoPriority is { } priority) calls.Add(ThreadScheduling.UseFifoForCurrentThread(priority));
        _actual = new ThreadPlacement(ActualCore(), ActualPriority());
        Volatile.Write(ref _refusals, [.. calls.FindAll(IsRefusal)]);
    }

    // A machine that cannot name threads refuses nothing that was asked for.
    private static bool IsRefusal(NativeResult call) => call.Status == NativeStatus.Failed
        || (call.Status == NativeStatus.NotSupported && !call.Operation.StartsWith("prctl", StringComparison.Ordinal));

    private int? ActualCore() =>
        _placement.CoreIndex is not null && ThreadAffinity.GetAllowedCores(out int[] cores).IsSuccess && cores.Length == 1 ? cores[0] : null;

    private int? ActualPriority() =>
        _placement.FifoPriority is not null && ThreadScheduling.GetPriority(out int priority).IsSuccess && priority > 0 ? priority : null;
}

/// <summary>Where and how a thread runs. What the system refuses is reported, and the thread runs all the same.</summary>
/// <param name="CoreIndex">The core it stays on, as the kernel counts from 0; null for any.</param>
/// <param name="FifoPriority">The real-time priority (SCHED_FIFO, 1 to 99); null for ordinary scheduling. A real-time thread that spins
/// takes its core from everything else.</param>
public readonly record struct ThreadPlacement(int? CoreIndex = null, int? FifoPriority = null);
