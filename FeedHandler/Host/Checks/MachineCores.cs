using System.Globalization;
using FeedHandler.Host.Commands;

namespace FeedHandler.Host.Checks;

/// <summary>The cores that this machine has online: a thread cannot be pinned to another, and whoever asks for one has mistaken the machine.</summary>
internal static class MachineCores
{
    /// <summary>Their numbers; empty where the system does not tell.</summary>
    /// <param name="root">The folder that stands for /.</param>
    public static IReadOnlySet<int> Online(string root) => new SystemFiles(root).Cores("sys/devices/system/cpu/online");

    /// <summary>What is wrong with a core, without saying who asked for it; null when the machine has it, or does not tell what it has.</summary>
    public static string? Problem(int core, IReadOnlySet<int> online) => online.Count == 0 || online.Contains(core)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"this machine has no core {core}, give one of {Describe(online)}");

    /// <summary>Refuses cores of the command line that the machine does not have.</summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="cores">The cores.</param>
    /// <exception cref="UsageException">One of them does not exist.</exception>
    public static void Require(string option, params IEnumerable<int> cores)
    {
        IReadOnlySet<int> online = Online("/");
        foreach (int core in cores)
        {
            if (Problem(core, online) is { } problem) throw new UsageException($"{option} {core}: {problem}");
        }
    }

    private static string Describe(IReadOnlySet<int> online) => online.Count > 2 && online.Max() - online.Min() == online.Count - 1
        ? string.Create(CultureInfo.InvariantCulture, $"{online.Min()} to {online.Max()}")
        : CoreList.Format(online);
}
