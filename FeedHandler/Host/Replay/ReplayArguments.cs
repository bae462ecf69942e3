using System.CommandLine;
using System.Numerics;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Replay;

/// <summary>The arguments that say how to replay, and the safe choice where the machine is too small for what was asked.</summary>
internal sealed class ReplayArguments
{
    private readonly Option<long?> _strategies = Options.Number("--strategies", "How many of the sample strategy consume the events (default 1)", 1, 16);
    private readonly StrategyChoice _strategy;
    private readonly Option<bool> _inline = Options.Switch("--inline", "Run strategies on the feed thread, without a ring");
    private readonly Option<string?> _wait = Options.Choice(
        "--wait", "How strategies wait for events (default busy with a core to spare, else yielding)", WaitKinds.Names);
    private readonly Option<long?> _feedCore = Options.Number("--feed-core", "Pin the feed thread to this core (default: not pinned)", 0, 8191);
    private readonly Option<int[]?> _strategyCores = Options.Cores("--strategy-cores", "Pin each strategy to a core, in order (default: not pinned)");
    private readonly Option<long?> _ringSize =
        Options.Number("--ring-size", "Slots of the ring, a power of two (default 65536)", 2, PipelineOptions.RingSizeMax);
    private readonly Option<bool> _noStamps = Options.Switch("--no-stamps", "Take no time stamps: no latencies, full speed");

    /// <summary>Adds the arguments to a command.</summary>
    public ReplayArguments(Command command)
    {
        _strategy = new StrategyChoice(command);
        foreach (Option option in (Option[])[_strategies, _inline, _wait, _feedCore, _strategyCores, _ringSize, _noStamps]) command.Add(option);
    }

    /// <summary>How to replay.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="feed">The other arguments.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <param name="warnings">Takes what was chosen otherwise than asked, and why.</param>
    /// <exception cref="CommandException">Options contradict each other or the machine.</exception>
    public PipelineOptions Read(ParseResult parsed, FeedArguments feed, Terminal terminal, List<string> warnings)
    {
        int strategyCount = CountOf(parsed);
        bool isInline = parsed.GetValue(_inline);
        int[] cores = parsed.GetValue(_strategyCores) ?? [];
        int? feedCore = (int?)parsed.GetValue(_feedCore);
        Check(isInline, cores, feedCore, strategyCount);
        return feed.Pipeline(parsed, terminal) with
        {
            IsInline = isInline,
            HasStamps = !parsed.GetValue(_noStamps),
            Wait = WaitKinds.Choose(parsed.GetValue(_wait), isInline ? 1 : strategyCount + 1, warnings),
            RingSize = RingSize(parsed.GetValue(_ringSize)),
            FeedCore = feedCore,
        };
    }

    /// <summary>The strategies, each with its core.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="CommandException">One from outside cannot be had.</exception>
    public IReadOnlyList<StrategySeat> Strategies(ParseResult parsed, Terminal terminal) =>
        _strategy.Seats(parsed, terminal, CountOf(parsed), parsed.GetValue(_strategyCores) ?? []);

    private int CountOf(ParseResult parsed)
    {
        int namedCount = _strategy.CountOf(parsed);
        if (namedCount > 0 && parsed.GetValue(_strategies) is not null)
            throw new UsageException("--strategies says how many of the sample run, and --strategy names others: give one of them");
        return namedCount > 0 ? namedCount : (int)(parsed.GetValue(_strategies) ?? 1);
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
        if (feedCore is { } feed) CoreChoice.Require("--feed-core", feed);
        CoreChoice.Require("--strategy-cores", cores);
    }

    private static int RingSize(long? size)
    {
        if (size is null) return PipelineOptions.RingSizeDefault;
        if (BitOperations.IsPow2(size.Value)) return (int)size.Value;
        long next = (long)BitOperations.RoundUpToPowerOf2((ulong)size.Value);
        throw new UsageException($"--ring-size {size}: not a power of two, give {next / 2} or {next}");
    }
}
