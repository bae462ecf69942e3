using System.CommandLine;
using FeedHandler.Core.Arbitration;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Live;

/// <summary>The arguments that say what to receive live: a configuration file, or groups and an interface; and what overrides it.</summary>
internal sealed class RunArguments
{
    private const int NsPerUs = 1000;
    private readonly Argument<string?> _file = new("CONFIG")
    {
        Description = "Configuration, a JSON file (docs/live.md); without one, --lines and --interface say what to receive",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly VenueChoice? _venue;
    private readonly StrategyChoice? _strategy;
    private readonly Option<string?> _lines = Options.Text(
        "--lines", "Groups to join, such as 224.0.31.64:14340=A,224.0.32.64:15340=B, or with channel and role 224.0.31.64:14340=340/incremental/A", "MAP");

    private readonly Option<string?> _interface = Options.Text("--interface", "Interface of both lines, by name or by its own address", "NAME");
    private readonly Option<string?> _interfaceB = Options.Text("--interface-b", "Interface of line B, when it has one of its own", "NAME");
    private readonly Option<string?> _receiver =
        Options.Choice("--receiver", "How packets are received (default that of the configuration, else auto)", ["auto", "socket", "io_uring", "xdp", "dpdk"]);
    private readonly Option<long?> _gapTime = Options.Number(
        "--gap-time-us", "Give a missing packet up when one ahead of it has waited this many microseconds (default that of the configuration)", 0, 60_000_000);

    private readonly Option<long?> _ordersMax = Options.Number(
        "--orders", "Keep books by order, with room for so many resting orders of a channel (default that of the configuration, else 0: none)", 0,
        PipelineOptions.OrdersMaxLimit);

    private readonly Option<long?> _for = Options.Number("--for", "End after this many seconds", 1, 31_536_000);
    private readonly Option<long?> _idle =
        Options.Number("--until-idle-ms", "End when nothing has come for this many milliseconds after the first packet", 1, 86_400_000);
    private readonly Option<long?> _warmUp =
        Options.Number("--warm-up", "How many passes of warm-up traffic before the groups are joined (default 20)", 0, 1000);

    /// <summary>Adds the arguments to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasPipeline">Whether packets run through a pipeline, with a warm-up and arbitration.</param>
    public RunArguments(Command command, bool hasPipeline = true)
    {
        command.Add(_file);
        foreach (Option option in (Option[])[_lines, _interface, _interfaceB, _receiver, _for, _idle]) command.Add(option);
        if (!hasPipeline) return;
        _venue = new VenueChoice(command, "that of the configuration, else cme");
        _strategy = new StrategyChoice(command);
        command.Add(_warmUp);
        command.Add(_gapTime);
        command.Add(_ordersMax);
    }

    /// <summary>What to receive, how, and until when.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <param name="warnings">Takes what was chosen otherwise than asked, and why.</param>
    /// <exception cref="CommandException">There is too little to go by, or it makes no sense.</exception>
    public LiveOptions Read(ParseResult parsed, Terminal terminal, List<string> warnings)
    {
        FeedConfiguration configuration = Configuration(parsed, terminal);
        if (parsed.GetValue(_ordersMax) is { } orders) configuration.File.Ring.OrdersMax = (int)orders; // which groups are joined goes by it
        LiveOptions options = LiveOptionsReader.Read(configuration, warnings);
        ArbitrationOptions arbitration = options.Pipeline.Arbitration;
        return options with
        {
            Pipeline = options.Pipeline with
            {
                Venue = _venue?.Read(parsed, terminal) ?? options.Pipeline.Venue,
                Arbitration = arbitration with { GapTimeNsMax = (parsed.GetValue(_gapTime) * NsPerUs) ?? arbitration.GapTimeNsMax },
            },
            Kind = parsed.GetValue(_receiver) is { } kind ? LiveOptionsReader.KindOf(kind) : options.Kind,
            WarmUpPasses = (int)(parsed.GetValue(_warmUp) ?? options.WarmUpPasses),
            Duration = parsed.GetValue(_for) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            IdleLimit = parsed.GetValue(_idle) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        };
    }

    /// <summary>The strategies: those that are named, or the sample as often as the configuration asks. The feed gives them the cores that it names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">What was read.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="CommandException">One from outside cannot be had.</exception>
    public IReadOnlyList<StrategySeat> Strategies(ParseResult parsed, LiveOptions options, Terminal terminal) =>
        _strategy?.Seats(parsed, terminal, options.StrategyCount, cores: []) ?? [];

    private FeedConfiguration Configuration(ParseResult parsed, Terminal terminal)
    {
        bool hasLines = parsed.GetValue(_lines) is not null;
        if (parsed.GetValue(_file) is { } file)
        {
            if (hasLines) throw new UsageException($"{file} and --lines both say what to receive: give one of them");
            return ConfigurationReader.Read(terminal.PathOf(file), MachineCores.Online(terminal.SystemRoot), terminal.Stop);
        }

        if (!hasLines) throw new UsageException("nothing to receive: give a configuration file, or --lines and --interface");
        FeedConfiguration configuration = new("--lines", new ConfigurationFile(), Groups(parsed));
        return configuration.HasBooks ? configuration : throw new UsageException(
            "--lines: no incremental group, from which alone books are built: name one, such as 224.0.31.64:14340=340/incremental/A");
    }

    private IReadOnlyList<LineGroup> Groups(ParseResult parsed)
    {
        string device = parsed.GetValue(_interface) ?? throw new UsageException("--lines without --interface: name the network interface, such as eth1");
        try
        {
            return LiveLines.Read(parsed.GetValue(_lines)!, device, parsed.GetValue(_interfaceB));
        }
        catch (LinesException failure)
        {
            throw new UsageException($"--lines: {failure.Message}");
        }
    }
}
