using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Threads;

/// <summary>
/// What the kernel counts of a thread since it began (getrusage(2), RUSAGE_THREAD; its time on a core by CLOCK_THREAD_CPUTIME_ID, clock_gettime(2), as the
/// usage has that as of the last tick of the kernel, up to 10 ms ago). Differences of two readings tell why a thread that never waits did not run. A reading
/// is two system calls of about 300 ns, allocates nothing and takes no lock of the process.
/// </summary>
/// <param name="CpuNs">Time on a core, user and system, in nanoseconds.</param>
/// <param name="VoluntarySwitches">How often it gave its core up to wait: for a lock, a sleep, a collection.</param>
/// <param name="InvoluntarySwitches">How often its core was taken from it for another thread.</param>
/// <param name="MinorFaults">Pages that were mapped without reading a disk.</param>
/// <param name="MajorFaults">Pages that were read from a disk.</param>
public readonly record struct ThreadUsage(long CpuNs, long VoluntarySwitches, long InvoluntarySwitches, long MinorFaults, long MajorFaults)
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Reads the calling thread's.</summary>
    /// <param name="usage">What was read; all 0 unless it could be.</param>
    /// <returns>False where the system does not tell.</returns>
    public static unsafe bool TryReadCurrent(out ThreadUsage usage)
    {
        usage = default;
        if (!OperatingSystem.IsLinux()) return false;
        ResourceUsage read;
        if (LibC.GetRUsage(LinuxConstants.RUSAGE_THREAD, &read) != 0) return false;
        long* time = stackalloc long[2];
        if (LibC.ClockGetTime(LinuxConstants.CLOCK_THREAD_CPUTIME_ID, time) != 0) return false;
        usage = new ThreadUsage((time[0] * NsPerSecond) + time[1], read.VoluntarySwitches, read.InvoluntarySwitches, read.MinorFaults, read.MajorFaults);
        return true;
    }
}

/// <summary>struct rusage of getrusage(2) on 64-bit Linux: 144 bytes, of which these are read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct ResourceUsage
{
    /// <summary>ru_minflt.</summary>
    [FieldOffset(64)]
    internal long MinorFaults;

    /// <summary>ru_majflt.</summary>
    [FieldOffset(72)]
    internal long MajorFaults;

    /// <summary>ru_nvcsw.</summary>
    [FieldOffset(128)]
    internal long VoluntarySwitches;

    /// <summary>ru_nivcsw.</summary>
    [FieldOffset(136)]
    internal long InvoluntarySwitches;
}
