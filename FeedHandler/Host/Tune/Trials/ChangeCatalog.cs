using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>The changes that are tried, each by itself.</summary>
internal static class ChangeCatalog
{
    /// <summary>The option that names what is tried.</summary>
    public const string OnlyOption = "--only";

    /// <summary>The word of `--only` for no change: what is, is measured alone.</summary>
    public const string Nothing = "none";

    private const int RingSizeMin = 1024;

    /// <summary>The changes that a feed does not have yet.</summary>
    /// <param name="current">How it runs now.</param>
    /// <param name="system">The host.</param>
    public static IReadOnlyList<TuneChange> Of(CurrentFeed current, SystemFiles system) =>
    [
        .. Receivers(current), .. Batches(current), .. Receiving(current), .. Waits(current), .. Rings(current), .. Pinning(current, system),
        .. EnvironmentChanges.Of(system),
    ];

    /// <summary>Those that were named, of all.</summary>
    /// <param name="text">Names with commas between; null for all.</param>
    /// <param name="all">What there is to try.</param>
    /// <exception cref="UsageException">One is none of them.</exception>
    public static IReadOnlyList<TuneChange> Named(string? text, IReadOnlyList<TuneChange> all)
    {
        if (text is null) return all;
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        if (names is [Nothing]) return [];
        string? unknown = Array.Find(names, name => all.All(change => change.Name != name));
        if (unknown is null) return [.. all.Where(change => names.Contains(change.Name, StringComparer.Ordinal))];
        throw new UsageException($"{OnlyOption} {unknown}: nothing of this name can be changed here, give {Nothing} or some of "
            + string.Join(", ", all.Select(static change => change.Name)));
    }

    private static IEnumerable<TuneChange> Receivers(CurrentFeed current) => ((string[])["socket", "io_uring", "xdp"]).Where(kind => kind != current.Receiver)
        .Select(static kind => OfMember(
            (TrialKind.Receive, "receiver", $"receiver-{kind}"), ("--receivers", kind), ("receiver.kind", $"\"{kind}\""),
            "another way of packets out of the kernel",
            kind == "xdp" ? "needs CAP_NET_ADMIN, CAP_NET_RAW and CAP_BPF, and a driver that runs XDP" : "none that is known"));

    private static IEnumerable<TuneChange> Batches(CurrentFeed current) => ((int[])[16, 256]).Where(count => count != current.File.Receiver.BatchCount)
        .Select(static count => OfMember(
            (TrialKind.Receive, "batch", $"batch-{Text(count)}"), ("--batch", Text(count)), ("receiver.batchCount", Text(count)),
            "packets that one system call takes from the kernel",
            count > 64 ? "more memory, and a packet behind many others in a burst" : "more system calls in a burst"));

    private static IEnumerable<TuneChange> Receiving(CurrentFeed current)
    {
        const string PollUs = "50";
        if (current.File.Receiver.BusyPollUs == 0)
        {
            yield return OfMember(
                (TrialKind.Receive, "busy-poll", $"busy-poll-{PollUs}"), ("--busy-poll-us", PollUs), ("receiver.busyPollUs", PollUs),
                "the kernel polls the card's queue instead of waiting for interrupts", "needs CAP_NET_ADMIN; without a driver that polls it does nothing");
        }

        bool spins = current.File.Receiver.Wait == "spin";
        string wait = spins ? "block" : "spin";
        yield return OfMember(
            (TrialKind.Receive, "receive-wait", $"receive-{wait}"), ("--wait", wait), ("receiver.wait", $"\"{wait}\""),
            spins ? "a thread that sleeps leaves its core to others, where cores are few" : "a thread that polls need not be woken",
            spins ? "every packet after a silence pays for the wake-up" : "burns a core");
    }

    private static IEnumerable<TuneChange> Waits(CurrentFeed current) => ((string[])["busy", "yielding", "blocking"]).Where(wait => wait != current.Wait)
        .Select(static wait => OfMember(
            (TrialKind.Ring, "wait", $"wait-{wait}"), ("--wait", wait), ("ring.wait", $"\"{wait}\""), "how strategies wait for the next event",
            wait switch
            {
                "busy" => "burns a core for each strategy",
                "blocking" => "the feed thread pays for each wake-up",
                _ => "wakes late on a busy machine",
            }));

    private static IEnumerable<TuneChange> Rings(CurrentFeed current)
    {
        int now = current.File.Ring.Size;
        return ((int[])[now / 16, now * 4]).Where(static size => size is >= RingSizeMin and <= PipelineOptions.RingSizeMax)
            .Select(size => OfMember(
                (TrialKind.Ring, "ring", $"ring-{Text(size)}"), ("--ring-size", Text(size)), ("ring.size", Text(size)),
                "a ring that stays in a cache, or one that takes longer bursts",
                size < now ? "a slow strategy holds the feed sooner" : "more memory, and less of it in a cache"));
    }

    // The last cores: interrupts and the system's own work are most often on the first.
    private static IEnumerable<TuneChange> Pinning(CurrentFeed current, SystemFiles system)
    {
        if (current.File.Threads.FeedCore is not null) yield break;
        int[] cores = [.. system.Cores("sys/devices/system/cpu/online").OrderDescending()];
        IReadOnlySet<int> isolated = system.Cores("sys/devices/system/cpu/isolated");
        int[] chosen = [.. cores.Where(isolated.Contains), .. cores.Where(core => !isolated.Contains(core))];
        TuneChange pin = new()
        {
            Name = "pin",
            Kind = TrialKind.Ring,
            Group = "pin",
            Why = "threads that stay on their cores keep their caches",
            Risk = "what else the system puts on these cores is in the way, unless they are isolated",
            Obstacle = chosen.Length < 2 ? "it takes two cores" : null,
        };
        yield return chosen.Length < 2 ? pin : pin with
        {
            Options = [("--core", Text(chosen[0])), ("--strategy-core", Text(chosen[1]))],
            Members = [("threads.feedCore", Text(chosen[0])), ("threads.strategyCores", $"[{Text(chosen[1])}]")],
        };
    }

    private static TuneChange OfMember(
        (TrialKind Kind, string Group, string Name) place, (string Option, string Value) option, (string Member, string Json) member, string why, string risk)
    {
        return new TuneChange
        {
            Name = place.Name,
            Kind = place.Kind,
            Group = place.Group,
            Why = why,
            Risk = risk,
            Options = [option],
            Members = [member],
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
