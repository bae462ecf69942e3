using System.CommandLine;
using System.Numerics;
using FeedHandler.Host.Checks;
using FeedHandler.Host.Replays;

namespace FeedHandler.Host.Commands;

/// <summary>The arguments that say how to replay, and the safe choice where the machine is too small for what was asked.</summary>
internal sealed class ReplayArguments
{
    private readonly Option<long?> _strategies = Options.Number("--strategies", "How many strategies consume the events (default 1)", 1, 16);
    private readonly Option<bool> _inline = Options.Switch("--inline", "Run strategies on the feed thread, without a ring");
    private readonly Option<string?> _wait = Options.Choice(
        "--wait", "How strategies wait for events (default busy with a core to spare, else yielding)", WaitKinds.Names);
    private readonly Option<long?> _feedCore = Options.Number("--feed-core", "Pin the feed thread to this core (default: not pinned)", 0, 8191);
    private readonly Option<int[]?> _strategyCores = Options.Cores("--strategy-cores", "Pin each strategy to a core, in order (default: not pinned)");
    private readonly Option<long?> _ringSize = Options.Number("--ring-size", "Slots of the ring, a power of two (default 65536)", 2, 1 << 24);
    private readonly Option<bool> _noStamps = Options.Switch("--no-stamps", "Take no time stamps: no latencies, full speed");

    /// <summary>Adds the arguments to a command.</summary>
    public ReplayArguments(Command command)
    {
        foreach (Option option in (Option[])[_strategies, _inline, _wait, _feedCore, _strategyCores, _ringSize, _noStamps]) command.Add(option);
    }

    /// <summary>How to replay.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="feed">The other arguments.</param>
    /// <param name="warnings">Takes what was chosen otherwise than asked, and why.</param>
    /// <exception cref="CommandException">Options contradict each other or the machine.</exception>
    public ReplayOptions Read(ParseResult parsed, FeedArguments feed, List<string> warnings)
    {
        int strategyCount = (int)(parsed.GetValue(_strategies) ?? 1);
        bool isInline = parsed.GetValue(_inline);
        int[] cores = parsed.GetValue(_strategyCores) ?? [];
        int? feedCore = (int?)parsed.GetValue(_feedCore);
        Check(isInline, cores, feedCore, strategyCount);
        return new ReplayOptions
        {
            Venue = feed.Venue(parsed),
            StrategyCount = strategyCount,
            IsInline = isInline,
            HasStamps = !parsed.GetValue(_noStamps),
            Wait = ChooseWait(parsed.GetValue(_wait), isInline ? 1 : strategyCount + 1, warnings),
            RingSize = RingSize(parsed.GetValue(_ringSize)),
            FeedCore = feedCore,
            StrategyCores = cores,
            InstrumentsMax = feed.InstrumentsMax(parsed),
            Arbitration = feed.Arbitration(parsed),
        };
    }

    private static void Check(bool isInline, int[] cores, int? feedCore, int strategyCount)
    {
        if (isInline && cores.Length > 0)
            throw new UsageException("--strategy-cores does not go with --inline, where strategies run on the feed thread: use --feed-core");
        if (cores.Length > strategyCount)
            throw new UsageException($"--strategy-cores names {cores.Length} cores for {strategyCount} strategies: name fewer, or raise --strategies");
        int[] all = feedCore is { } core ? [core, .. cores] : cores;
        int[] twice = [.. all.GroupBy(static c => c).Where(static group => group.Count() > 1).Select(static group => group.Key)];
        if (twice.Length > 0) throw new UsageException($"core {twice[0]} is given to two threads, which would wait for each other: give each its own");
        if (feedCore is { } feed) MachineCores.Require("--feed-core", feed);
        MachineCores.Require("--strategy-cores", cores);
    }

    private static int RingSize(long? size)
    {
        if (size is null) return ReplayOptions.RingSizeDefault;
        if (BitOperations.IsPow2(size.Value)) return (int)size.Value;
        long next = (long)BitOperations.RoundUpToPowerOf2((ulong)size.Value);
        throw new UsageException($"--ring-size {size}: not a power of two, give {next / 2} or {next}");
    }

    /// <summary>How consumers wait: as asked, unless there are too few cores for threads that never rest.</summary>
    /// <param name="asked">A name out of <see cref="WaitKinds.Names"/>; null for the best that the cores allow.</param>
    /// <param name="threadCount">Threads that run at once.</param>
    /// <param name="warnings">Takes what was chosen otherwise than asked, and why.</param>
    public static WaitKind ChooseWait(string? asked, int threadCount, List<string> warnings)
    {
        int coreCount = Environment.ProcessorCount;
        if (asked is null) return threadCount < coreCount ? WaitKind.Busy : WaitKind.Yielding;
        WaitKind wait = WaitKinds.Parse(asked);
        if (wait != WaitKind.Busy || threadCount <= coreCount) return wait;
        warnings.Add($"{threadCount} threads on {coreCount} cores: busy waiting would starve the feed thread, so strategies yield");
        return WaitKind.Yielding;
    }
}
