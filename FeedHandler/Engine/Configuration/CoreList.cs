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
