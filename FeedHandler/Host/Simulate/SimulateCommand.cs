using System.CommandLine;
using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Simulate;

/// <summary>`feedhandler simulate`: a capture of a simulated channel, or the channel itself, live.</summary>
internal sealed class SimulateCommand
{
    private const int EventCountMax = 10_000_000;
    private const int LoopPorts = 4000;
    private const int OrderLoopPorts = 6000;
    private const long SkewNsMax = 1_000_000_000;

    private const int ServedLoopMs = 1000;

    private const string Description =
        "Writes a capture of a simulated CME MDP 3.0 channel, lines A and B, and prints its manifest as JSON; with --serve, publishes the channel live.";

    private const string Examples = """
        Examples:
          feedhandler simulate --out day.pcapng
          feedhandler simulate --seed 7 --instruments 100 --events 1000000 --out day.pcapng
          feedhandler simulate --channel 340 --group-a 239.200.1.1:14340 --group-b 239.200.1.2:15340 --out other.pcapng
          feedhandler simulate --loss-a 0.02 --loss-b 0.02 --restart-at 1000 --out rough.pcapng
          feedhandler simulate --loss-a 0.05 --loss-b 0.05 --snapshot-ms 20 --definition-ms 50 --out healed.pcapng
          feedhandler simulate --snapshot-ms 20 --order-snapshot-ms 20 --trading-day --out orders.pcapng
          feedhandler simulate --out day.pcapng && feedhandler replay day.pcapng
          feedhandler simulate --serve --interface lo --replay-server 10310 --config feed.json
          feedhandler simulate --serve --interface lo --loss-a 0.01 --loss-b 0.01 --for 60 --truth truth.jsonl

        A channel that is served goes on until --for, --events or Ctrl-C; loops come every second unless an interval is given, 0 for none.
        The same switches give the same file, byte for byte, on every machine. Stopped by Ctrl-C it leaves what was there.
        Exit code: 0 good; 1 it was stopped, or the disk or standard output is full, and no file is left; 2 wrong usage or input. Of --serve: 0 good,
        also when it was stopped; 1 the system refused datagrams, or a file could not be written.
        """;

    private readonly Terminal _terminal;
    private readonly Option<long?> _seed = Options.Number("--seed", "Where every choice starts from (default 1)", 0, long.MaxValue);
    private readonly Option<long?> _instruments = Options.Number("--instruments", "How many instruments there are (default 12)", 1, 1000);
    private readonly Option<long?> _events = Options.Number("--events", "Match events after the opening (default 2000)", 0, EventCountMax);
    private readonly Option<long?> _channel = Options.Number("--channel", "The channel that resets and definitions name (default 310)", 1, short.MaxValue);
    private readonly Option<string?> _version = Options.Choice("--schema-version", "The schema version (default 13)", ["6", "8", "13"]);
    private readonly Option<string?> _groupA = Options.Text("--group-a", "Group and port of line A (default 239.200.0.1:14001)", "ADDRESS:PORT");
    private readonly Option<string?> _groupB = Options.Text("--group-b", "Group and port of line B (default 239.200.0.2:15001)", "ADDRESS:PORT");
    private readonly Option<string?> _lossA = Options.Text("--loss-a", "Share of packets that line A loses, such as 0.01 (default 0)", "P");
    private readonly Option<string?> _lossB = Options.Text("--loss-b", "Share of packets that line B loses, such as 0.01 (default 0)", "P");
    private readonly Option<long?> _skew = Options.Number("--skew-ns", "How much later line B is (default 2000)", -SkewNsMax, SkewNsMax);
    private readonly Option<long?> _restart = Options.Number("--restart-at", "Packets after which the sequence starts again at 1", 1, int.MaxValue);
    private readonly Option<long?> _snapshots = Options.Number(
        "--snapshot-ms", "Publish a loop of snapshots every so many milliseconds, 0 for none, on groups two addresses and 2000 ports on from the lines",
        0, 60_000);

    private readonly Option<long?> _definitions = Options.Number(
        "--definition-ms", "Publish a loop of definitions every so many milliseconds, 0 for none, on groups four addresses and 4000 ports on from the lines",
        0, 60_000);

    private readonly Option<long?> _orderSnapshots = Options.Number(
        "--order-snapshot-ms", "Publish a loop of snapshots of orders every so many milliseconds, 0 for none, on groups six addresses and 6000 ports on",
        0, 60_000);

    private readonly Option<string?> _profile = Options.Choice(
        "--profile", "How events follow each other: evenly, or in bursts of a hundred thousand packets a second (default steady)", ["steady", "burst"]);

    private readonly Option<bool> _tradingDay = Options.Switch(
        "--trading-day", "Trade in phases: pre-open with orders that cross, auctions at the open and behind a halt, close, expiry");

    private readonly Option<string?> _out = Options.Text("--out", "The file to write; one that is there is replaced", "FILE");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private readonly ServeArguments _serve;

    private SimulateCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        Option[] options =
        [
            _seed, _instruments, _events, _channel, _version, _groupA, _groupB, _lossA, _lossB, _skew, _restart, _snapshots, _definitions, _orderSnapshots,
            _profile, _tradingDay, _out, _followLinks,
        ];
        foreach (Option option in options) command.Add(option);
        _serve = new ServeArguments(command);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("simulate", Description, Examples);
        SimulateCommand simulate = new(command, terminal);
        command.SetAction(simulate.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        bool isServing = _serve.IsServing(parsed, _out);
        string path = isServing ? "" : parsed.GetValue(_out) ?? throw new UsageException("no file to write: give --out FILE, or --serve");
        SimulationOptions options = Simulation(parsed);
        if (!isServing)
        {
            Write(options, path, Lines(parsed, loopMs: 0, options), parsed.GetValue(_followLinks));
            return ExitCode.Good;
        }

        CaptureLines lines = Lines(parsed, ServedLoopMs, options);
        ServePlan plan = _serve.Read(parsed, options, lines, parsed.GetValue(_events) ?? long.MaxValue);
        return new ServeRun(_terminal, parsed.GetValue(_followLinks), plan).Run();
    }

    private SimulationOptions Simulation(ParseResult parsed)
    {
        SimulationOptions defaults = new();
        return defaults with
        {
            Seed = (ulong)(parsed.GetValue(_seed) ?? (long)defaults.Seed),
            InstrumentCount = (int)(parsed.GetValue(_instruments) ?? defaults.InstrumentCount),
            EventCount = (int)(parsed.GetValue(_events) ?? defaults.EventCount),
            ApplId = (short)(parsed.GetValue(_channel) ?? defaults.ApplId),
            Profile = parsed.GetValue(_profile) == "burst" ? MarketProfile.Burst : MarketProfile.Steady,
            Day = parsed.GetValue(_tradingDay) ? new TradingDay() : null,
            SchemaVersion = parsed.GetValue(_version) is { } version ? int.Parse(version, CultureInfo.InvariantCulture) : defaults.SchemaVersion,
        };
    }

    private void Write(SimulationOptions options, string path, CaptureLines lines, bool followsLinks)
    {
        OutputPlan outputs = new(_terminal, followsLinks);
        outputs.AddFile(_out.Name, path, isWhole: true);
        GenerationWatch watch = new(_terminal.Stop);
        using WholeFile file = outputs.OpenWhole(_out.Name, path);
        using ProgressLine progress = new(_terminal, "simulating", () => Describe(watch.Progress));
        try
        {
            CaptureManifest manifest = CaptureGenerator.Write(options, file.Stream, Path.GetFileName(path), lines, watch);
            Print(manifest);
            file.Finish();
        }
        catch (OperationCanceledException)
        {
            throw Failed(path, "stopped before the end");
        }
        catch (OutputException failure)
        {
            throw Failed(path, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, $"cannot be written ({FileFault.Of(failure)})");
        }
    }

    // A capture without its manifest is none that was asked for; of a reader who has gone nothing more is asked.
    private void Print(CaptureManifest manifest)
    {
        try
        {
            _terminal.Out.Write(CaptureManifest.ToJson([manifest]));
        }
        catch (IOException failure) when (BrokenPipe.Is(failure))
        {
        }
    }

    private static (long Count, string Unit) Describe((GenerationPhase Phase, long Count) progress) => (progress.Count, progress.Phase switch
    {
        GenerationPhase.Making => "packets made",
        GenerationPhase.Writing => "frames written",
        _ => "frames read back",
    });

    // Half a capture would be taken for a whole one: it ends where a packet ends.
    private OutputException Failed(string path, string reason)
    {
        bool isThere = File.Exists(Path.Combine(_terminal.Folder, path));
        return new OutputException($"{_out.Name} {path}: {reason}: {(isThere ? "the file that was there is as it was" : "there is no file")}");
    }

    // Loops are as often as typed, else as usual for what is done.
    private CaptureLines Lines(ParseResult parsed, int loopMs, SimulationOptions simulation)
    {
        int orderLoopMs = simulation.HasOrders ? loopMs : 0;
        CaptureLines usual = new();
        CaptureLines lines = usual with
        {
            GroupA = Group(parsed, _groupA) ?? usual.GroupA,
            GroupB = Group(parsed, _groupB) ?? usual.GroupB,
            LostPerMilleA = PerMille(parsed, _lossA),
            LostPerMilleB = PerMille(parsed, _lossB),
            SkewNs = parsed.GetValue(_skew) ?? usual.SkewNs,
            RestartAt = (int)(parsed.GetValue(_restart) ?? 0),
            DefinitionMs = (int)(parsed.GetValue(_definitions) ?? loopMs),
            SnapshotMs = (int)(parsed.GetValue(_snapshots) ?? loopMs),
            OrderSnapshotMs = (int)(parsed.GetValue(_orderSnapshots) ?? orderLoopMs),
        };
        Check(parsed, lines);
        return lines;
    }

    // What could be written and never read again.
    private void Check(ParseResult parsed, CaptureLines lines)
    {
        string option = parsed.GetValue(_groupB) is null ? _groupA.Name : _groupB.Name;
        if (lines.GroupA == lines.GroupB)
            throw new UsageException($"{option} {lines.GroupB}: the group of the other line too, so that nobody could tell them apart: give each its own");
        int ports = lines.OrderSnapshotMs > 0 ? OrderLoopPorts : LoopPorts;
        int portMax = ushort.MaxValue - ports;
        if (lines.HasLoops && Math.Max(lines.GroupA.Port, lines.GroupB.Port) > portMax)
            throw new UsageException($"{option} {lines.GroupB}: no room for the groups of loops, up to {ports} ports on: give a port up to {portMax}");
        if (lines is { LostPerMilleA: 1000, LostPerMilleB: 1000 })
            throw new UsageException($"{_lossA.Name} 1 and {_lossB.Name} 1: no packet would be left in the capture: lower one of them");
    }

    private static int PerMille(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text) return 0;
        bool isShare = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal share);
        decimal perMille = share * 1000;
        bool isRight = isShare && perMille is >= 0 and <= 1000 && perMille == decimal.Truncate(perMille);
        return isRight ? (int)perMille : throw new UsageException($"{option.Name} {text}: not a share, give 0 to 1 in thousandths such as 0.01");
    }

    private static UdpEndpoint? Group(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        bool isGroup = UdpEndpoint.TryParse(text, out UdpEndpoint group) && group is { IsMulticast: true, IsIPv6: false };
        return isGroup ? group : throw new UsageException($"{option.Name} {text}: not a group, give ADDRESS:PORT such as 239.200.0.1:14001");
    }
}
