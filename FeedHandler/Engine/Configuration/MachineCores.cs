using System.Globalization;

namespace FeedHandler.Engine;

/// <summary>The cores that this machine has online: a thread cannot be pinned to another, and whoever asks for one has mistaken the machine.</summary>
public static class MachineCores
{
    /// <summary>Their numbers; empty where the system does not tell.</summary>
    /// <param name="root">The folder that stands for /.</param>
    public static IReadOnlySet<int> Online(string root) => new SystemFiles(root).Cores("sys/devices/system/cpu/online");

    /// <summary>What is wrong with a core, without saying who asked for it; null when the machine has it, or does not tell what it has.</summary>
    public static string? Problem(int core, IReadOnlySet<int> online) => online.Count == 0 || online.Contains(core)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"this machine has no core {core}, give one of {Describe(online)}");

    private static string Describe(IReadOnlySet<int> online) => online.Count > 2 && online.Max() - online.Min() == online.Count - 1
        ? string.Create(CultureInfo.InvariantCulture, $"{online.Min()} to {online.Max()}")
        : CoreList.Format(online);
}
