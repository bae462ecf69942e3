using System.Globalization;

namespace FeedHandler.Engine;

/// <summary>The kernel's notation for sets of cores: "0-3,8".</summary>
public static class CoreList
{
    private const int CoreMax = 8191;

    /// <summary>Reads a list; what is no list is empty.</summary>
    public static IReadOnlySet<int> Parse(string text)
    {
        SortedSet<int> cores = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (!TryCore(ends[0], out int first) || !TryCore(ends[^1], out int last)) return new SortedSet<int>();
            for (int core = first; core <= last; core++) cores.Add(core);
        }

        return cores;
    }

    /// <summary>Writes cores one by one.</summary>
    public static string Format(IEnumerable<int> cores) => string.Join(',', cores);

    private static bool TryCore(string text, out int core) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out core) && core <= CoreMax;
}

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
