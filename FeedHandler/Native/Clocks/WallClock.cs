using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Clocks;

/// <summary>The clock by which the kernel stamps packets: CLOCK_REALTIME, which steps when it is set.</summary>
public static unsafe class WallClock
{
    /// <summary>Nanoseconds since the Unix epoch; about 26 ns to read. Off Linux it counts in steps of 100 ns.</summary>
    public static long NowNs()
    {
        if (!OperatingSystem.IsLinux()) return (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        long* time = stackalloc long[2];
        _ = LibC.ClockGetTime(LinuxConstants.CLOCK_REALTIME, time);
        return (time[0] * 1_000_000_000) + time[1];
    }
}
