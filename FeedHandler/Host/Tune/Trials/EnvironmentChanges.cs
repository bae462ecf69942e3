using System.Globalization;
using FeedHandler.Engine;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>Changes that a feed's environment makes and no configuration: its memory, the runtime's collector and compiler.</summary>
internal static class EnvironmentChanges
{
    private const long LargePageBytes = 256L << 20;

    /// <summary>The changes.</summary>
    /// <param name="system">The host.</param>
    public static IEnumerable<TuneChange> Of(SystemFiles system) => [.. Memory(system), .. Collections(), .. Compilations()];

    private static IEnumerable<TuneChange> Memory(SystemFiles system)
    {
        yield return OfPath(
            "huge-pages", "pages", "fewer misses of the address cache: books on huge pages", "the kernel may stop a thread to make them",
            ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"));
        long free = Field(system, "HugePages_Free:") * Field(system, "Hugepagesize:") * 1024;
        long pages = LargePageBytes / Math.Max(Field(system, "Hugepagesize:") * 1024, 1);
        yield return OfPath(
            "heap-large-pages", "heap", "the runtime's heap on reserved huge pages", "the pages are nobody else's, and the heap has a limit of 256 MB",
            ("DOTNET_GCLargePages", "1"), ("DOTNET_GCHeapHardLimit", "0x10000000")) with
        {
            Obstacle = free >= LargePageBytes ? null
                : FormattableString.Invariant($"{free >> 20} MB of huge pages are reserved and free, and 256 MB are needed: sysctl -w vm.nr_hugepages={pages}"),
        };
    }

    private static IEnumerable<TuneChange> Collections()
    {
        yield return OfPath(
            "gc-concurrent", "gc", "collections beside the feed instead of in its way", "a thread more, and barriers that cost a little",
            ("DOTNET_gcConcurrent", "1"));
        yield return OfPath("gc-server", "gc", "a heap for each core", "much more memory, and a thread for each core", ("DOTNET_gcServer", "1"));
    }

    private static IEnumerable<TuneChange> Compilations()
    {
        yield return OfPath(
            "tiering-off", "tiering", "everything is compiled at once, with no second compilation while the feed runs",
            "a longer start, and code without a profile", ("DOTNET_TieredCompilation", "0"));
        yield return OfPath(
            "tiering-no-profile", "tiering", "no counting of branches before the second compilation", "code without a profile", ("DOTNET_TieredPGO", "0"));
    }

    private static TuneChange OfPath(string name, string group, string why, string risk, params (string Name, string Value)[] environment) => new()
    {
        Name = name,
        Kind = TrialKind.Path,
        Group = group,
        Why = why,
        Risk = risk,
        Effort = "a variable of the feed's environment",
        Environment = environment,
    };

    private static long Field(SystemFiles system, string name)
    {
        string? line = system.Text("proc/meminfo")?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.TryParse(line?[name.Length..].Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
    }
}
