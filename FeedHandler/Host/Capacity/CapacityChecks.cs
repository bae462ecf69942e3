using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Host.Check;

namespace FeedHandler.Host.Capacity;

/// <summary>Whether this host has what a gateway needs. Nothing is changed.</summary>
internal static class CapacityChecks
{
    /// <summary>What the finding about descriptors is called.</summary>
    public const string Descriptors = "RLIMIT_NOFILE";

    private const string Unreadable = "cannot be read here";
    private const int SpareParts = 10;

    /// <summary>Descriptors that a process may have, as the system says; null where it does not.</summary>
    /// <param name="system">The kernel's files.</param>
    public static long? DescriptorLimit(SystemFiles system)
    {
        const string head = "Max open files";
        string? line = system.Text("proc/self/limits")?.Split('\n').FirstOrDefault(static line => line.StartsWith(head, StringComparison.Ordinal));
        string[] words = line?[head.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length > 0 && long.TryParse(words[0], CultureInfo.InvariantCulture, out long limit) ? limit : null;
    }

    /// <summary>Looks at all that bounds connections.</summary>
    /// <param name="system">The kernel's files.</param>
    /// <param name="needs">What is needed.</param>
    /// <param name="coreCount">Cores that this process may use.</param>
    public static IReadOnlyList<Finding> Run(SystemFiles system, GatewayNeeds needs, int coreCount) =>
    [
        Memory(system, needs), DescriptorsOf(needs), Cores(needs, coreCount),
        AtLeast(system, "fs.file-max", "proc/sys/fs/file-max", Spared(needs.Load.ConnectionCount), Verdict.Problem, "the system refuses to accept more"),
        AtLeast(
            system, "net.core.somaxconn", "proc/sys/net/core/somaxconn", Math.Min(needs.Load.ConnectionCount, 4096), Verdict.Advice,
            "when many clients connect at once, some wait for a second and try again"),
        AtLeast(
            system, "net.ipv4.tcp_max_syn_backlog", "proc/sys/net/ipv4/tcp_max_syn_backlog", Math.Min(needs.Load.ConnectionCount, 4096), Verdict.Advice,
            "when many clients connect at once, some wait for a second and try again"),
        .. Tracking(system, needs), .. TcpMemory(system, needs),
    ];

    private static long Spared(long count) => count + (count / SpareParts);

    private static Finding Memory(SystemFiles system, GatewayNeeds needs)
    {
        const string name = "memory";
        string? line = system.Text("proc/meminfo")?.Split('\n').FirstOrDefault(static line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        string[] words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words.Length < 2 || !long.TryParse(words[1], CultureInfo.InvariantCulture, out long kib)) return Finding.Good(name, Unreadable);
        string found = $"{ByteText.Of(kib << 10)} free, {ByteText.Of(needs.Bytes)} needed";
        return kib << 10 >= needs.Bytes
            ? Finding.Good(name, found)
            : Finding.Problem(
                name, found, "connections are refused, or the system ends a process",
                "more memory, fewer connections, or gateways on several hosts behind feedhandler balance");
    }

    // Loops help only where each of them has descriptors of its own.
    private static Finding DescriptorsOf(GatewayNeeds needs)
    {
        const string raise = "raise the limit (LimitNOFILE= of the unit, up to fs.nr_open)";
        if (needs.DescriptorLimit is not { } limit) return Finding.Good(Descriptors, Unreadable);
        string found = Invariant($"{limit} a process, {needs.Descriptors} needed");
        if (needs.HasDescriptors(1)) return Finding.Good(Descriptors, found);
        return needs.Load.ConnectionCount > GatewayOptions.SharedDescriptorsMax
            ? Finding.Advice(
                Descriptors, found, "one loop does not hold all connections",
                Invariant($"{Give(needs.Loops)}, each of which has descriptors of its own, or {raise}"))
            : Finding.Advice(Descriptors, found, "the process does not hold all connections", raise);
    }

    private static string Give(long loops)
    {
        const int max = GatewayOptions.LoopCountMax;
        if (loops <= max) return Invariant($"give --loops {loops}");
        return Invariant($"run {(loops + max - 1) / max} gateways on the same port, each with --loops {max}");
    }

    private static Finding Cores(GatewayNeeds needs, int coreCount)
    {
        const string name = "cores";
        double messages = needs.Load.ConnectionCount * needs.Load.MessagesPerSecond;
        string found = Invariant($"{coreCount}, {needs.Cores:0.0} needed for {messages:N0} messages a second");
        return needs.Cores <= coreCount
            ? Finding.Good(name, found)
            : Finding.Problem(
                name, found, "clients fall behind, and are skipped to snapshots",
                "more cores, gateways on several hosts, or less: --updates top or a number of milliseconds");
    }

    private static Finding AtLeast(SystemFiles system, string name, string file, long least, Verdict verdict, string why)
    {
        if (system.Number(file) is not { } has) return Finding.Good(name, Unreadable);
        string found = Invariant($"{has}, {least} needed");
        return has >= least ? Finding.Good(name, found) : new Finding(name, verdict, found, why, Invariant($"sysctl -w {name}={least}"));
    }

    // There is a table only where a firewall watches connections.
    private static IEnumerable<Finding> Tracking(SystemFiles system, GatewayNeeds needs) => system.Has("proc/sys/net/netfilter/nf_conntrack_max")
        ? [AtLeast(
            system, "net.netfilter.nf_conntrack_max", "proc/sys/net/netfilter/nf_conntrack_max", Spared(needs.Load.ConnectionCount), Verdict.Problem,
            "the firewall drops new connections")]
        : [];

    // Clients that are told nothing hold nothing of it.
    private static IEnumerable<Finding> TcpMemory(SystemFiles system, GatewayNeeds needs) =>
        needs.Load.MessagesPerSecond > 0 ? [TcpMemory(system, needs.Load.ConnectionCount * GatewayCosts.KernelBytesPerActive)] : [];

    private static Finding TcpMemory(SystemFiles system, long bytes)
    {
        const string name = "net.ipv4.tcp_mem";
        string[] words = system.Text("proc/sys/net/ipv4/tcp_mem")?.Split('\t', ' ') ?? [];
        if (words.Length != 3 || !long.TryParse(words[2], CultureInfo.InvariantCulture, out long pages)) return Finding.Good(name, Unreadable);
        long needed = bytes / Environment.SystemPageSize;
        string found = Invariant($"{pages} pages at most, {needed} needed");
        return pages >= needed
            ? Finding.Good(name, found)
            : Finding.Advice(
                name, found, "the kernel shrinks the buffers of all connections", Invariant($"sysctl -w {name}='{needed / 2} {needed * 3 / 4} {needed}'"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
