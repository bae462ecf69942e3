using System.Runtime.InteropServices;

namespace FeedHandler.Native.Clocks;

/// <summary>Decides from what the kernel publishes whether the time stamp counter can serve as a clock.</summary>
internal static class TscInvariance
{
    private const string ProcessorsPath = "/proc/cpuinfo";
    private const string ClockSourcesPath = "/sys/devices/system/clocksource/clocksource0/available_clocksource";

    internal static TscSupport Check()
    {
        if (!OperatingSystem.IsLinux()) return TscSupport.NotLinux;
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return TscSupport.NotX64;
        return Check(ReadOrEmpty(ProcessorsPath), ReadOrEmpty(ClockSourcesPath));
    }

    /// <summary>
    /// Decides from the text of /proc/cpuinfo and of the list of clock sources; an empty list, as in some sandboxes, rejects nothing.
    /// </summary>
    internal static TscSupport Check(string processors, string clockSources)
    {
        if (!HasFlag(processors, "constant_tsc") || !HasFlag(processors, "nonstop_tsc")) return TscSupport.NotInvariant;
        bool isListed = Array.IndexOf(clockSources.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries), "tsc") >= 0;
        return isListed || string.IsNullOrWhiteSpace(clockSources) ? TscSupport.Supported : TscSupport.RejectedByKernel;
    }

    /// <summary>Whether every processor that lists flags lists this one, and at least one does.</summary>
    private static bool HasFlag(string processors, string flag)
    {
        string[] flagLines = Array.FindAll(processors.Split('\n'), static line => line.StartsWith("flags", StringComparison.Ordinal));
        return flagLines.Length > 0 && Array.TrueForAll(flagLines, line => Array.IndexOf(line.Split(' '), flag) >= 0);
    }

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
