using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Threads;

/// <summary>
/// How the kernel schedules the calling thread. A real-time thread that spins takes its core whole: the kernel still stops it for a
/// twentieth of each second unless `kernel.sched_rt_runtime_us` is -1, and nothing else runs there meanwhile.
/// </summary>
public static unsafe class ThreadScheduling
{
    /// <summary>The lowest real-time priority (sched(7)).</summary>
    public const int FifoPriorityMin = 1;

    /// <summary>The highest real-time priority (sched(7)); leave it to the kernel's own threads.</summary>
    public const int FifoPriorityMax = 99;

    /// <summary>Runs the calling thread before every ordinary one, until it blocks (SCHED_FIFO).</summary>
    /// <param name="priority">From <see cref="FifoPriorityMin"/> to <see cref="FifoPriorityMax"/>.</param>
    /// <returns>EPERM without CAP_SYS_NICE or a limit RLIMIT_RTPRIO that allows it; EINVAL when the priority is out of range.</returns>
    public static NativeResult UseFifoForCurrentThread(int priority) =>
        Set($"sched_setscheduler(SCHED_FIFO, {priority})", LinuxConstants.SCHED_FIFO, priority);

    /// <summary>Schedules the calling thread as any other (SCHED_OTHER).</summary>
    public static NativeResult UseOrdinaryForCurrentThread() => Set("sched_setscheduler(SCHED_OTHER)", LinuxConstants.SCHED_OTHER, 0);

    /// <summary>Whether the calling thread is a real-time one (SCHED_FIFO).</summary>
    /// <param name="isFifo">The answer; false unless the call succeeds.</param>
    public static NativeResult GetIsFifo(out bool isFifo)
    {
        const string operation = "sched_getscheduler";
        isFifo = false;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int policy = LibC.SchedGetScheduler(0);
        isFifo = policy == LinuxConstants.SCHED_FIFO;
        return NativeResult.From(policy, operation);
    }

    /// <summary>The calling thread's real-time priority.</summary>
    /// <param name="priority">The priority; 0 for a thread that is scheduled as any other, and unless the call succeeds.</param>
    public static NativeResult GetPriority(out int priority)
    {
        const string operation = "sched_getparam";
        priority = 0;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int told = 0;
        NativeResult result = NativeResult.From(LibC.SchedGetParam(0, &told), operation);
        if (result.IsSuccess) priority = told;
        return result;
    }

    private static NativeResult Set(string operation, int policy, int priority)
    {
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        return NativeResult.From(LibC.SchedSetScheduler(0, policy, &priority), operation);
    }
}
