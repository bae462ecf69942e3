using System.CommandLine;
using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Publish;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Publishing;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Simulate;

/// <summary>The arguments of a channel that is served live instead of written.</summary>
internal sealed class ServeArguments
{
    private const int RateDefault = 2000;
    private const int TradesKept = 64;
    private const int NsPerMs = 1_000_000;
    private const int SessionEventsMax = 100_000_000;
    private const int HistoryDefault = 100_000;
    private readonly Option<bool> _serve = Options.Switch(
        "--serve", "Do not write: let the channel live, and publish what it does to multicast as time passes");

    private readonly Option<string?> _interface = Options.Text(
        "--interface", "With --serve: network interface by which all goes out, such as eth1 or lo", "NAME");

    private readonly Option<string?> _interfaceA = Options.Text("--interface-a", "With --serve: interface of line A, instead of --interface", "NAME");
    private readonly Option<string?> _interfaceB = Options.Text("--interface-b", "With --serve: interface of line B, instead of --interface", "NAME");
    private readonly Option<long?> _rate = Options.Number("--rate", "With --serve: match events a second on average (default 2000)", 1, 1_000_000);
    private readonly Option<long?> _for = Options.Number("--for", "With --serve: close after so many seconds", 1, 31_536_000);
    private readonly Option<long?> _quiet = Options.Number(
        "--quiet-ms", "With --serve: for how long loops and the replay server go on behind the close (default 5000)", 0, 3_600_000);

    private readonly Option<long?> _heartbeat = Options.Number(
        "--heartbeat-ms", "With --serve: after how much silence there is a heartbeat (default 1000)", 1, 60_000);

    private readonly Option<long?> _session = Options.Number(
        "--session-events", "With --serve: match events after which a session closes and the sequence starts again at 1 (default 10000000)", 1,
        SessionEventsMax);

    private readonly Option<string?> _replayServer = Options.Text(
        "--replay-server", "With --serve: serve what was published again by TCP (user and password CME); a port alone is of loopback", "ADDRESS:PORT");

    private readonly Option<long?> _history = Options.Number(
        "--replay-packets", "With --replay-server: how many of the latest packets are kept (default 100000)", 1, 1 << 22);

    private readonly Option<long?> _ttl = Options.Number("--ttl", "With --serve: how many links a packet may cross (default 1: no router)", 1, byte.MaxValue);
    private readonly PaceOption _pace = new("With --serve: how", DueWait.Yield);
    private readonly Option<string?> _truth = Options.Text(
        "--truth", "With --serve: write at the end what a feed must have, a line of JSON an instrument", "FILE");

    private readonly Option<string?> _config = Options.Text("--config", "With --serve: write a configuration by which `run` receives it", "FILE");
    private readonly Option<bool> _json = Options.Switch("--json", "With --serve: print the report as JSON and nothing else");

    /// <summary>Adds the arguments to a command.</summary>
    public ServeArguments(Command command)
    {
        command.Add(_serve);
        foreach (Option option in OfServing) command.Add(option);
    }

    private Option[] OfServing =>
    [
        _interface, _interfaceA, _interfaceB, _rate, _for, _quiet, _heartbeat, _session, _replayServer, _history, _ttl, _pace.Option, _truth, _config, _json,
    ];

    /// <summary>Whether the channel is to be served.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="ofWriting">Options that are of writing alone.</param>
    /// <exception cref="UsageException">Something typed is of the other.</exception>
    public bool IsServing(ParseResult parsed, params ReadOnlySpan<Option> ofWriting)
    {
        bool isServing = parsed.GetValue(_serve);
        foreach (Option option in isServing ? ofWriting : OfServing)
        {
            if (parsed.GetResult(option) is not { Implicit: false }) continue;
            throw new UsageException(isServing
                ? $"{option.Name}: a channel that is served is not written: leave it out, or --serve"
                : $"{option.Name}: only with --serve: leave it out, or say --serve");
        }

        return isServing;
    }

    /// <summary>What is served, where, and what is written beside.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="simulation">What the channel does.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="eventCountMax">How many match events it has.</param>
    /// <exception cref="UsageException">A value makes no sense, or two contradict each other.</exception>
    public ServePlan Read(ParseResult parsed, SimulationOptions simulation, CaptureLines lines, long eventCountMax)
    {
        if (lines.OrderSnapshotMs > 0 && !simulation.HasOrders)
            throw new UsageException($"--order-snapshot-ms: schema version {simulation.SchemaVersion} tells no orders: leave it out");
        ServeOptions usual = new() { Simulation = simulation, Lines = lines };
        ServeOptions options = usual with
        {
            Simulation = simulation with
            {
                EventsPerSecond = (int)(parsed.GetValue(_rate) ?? RateDefault),
                HeartbeatNs = (parsed.GetValue(_heartbeat) ?? 1000) * NsPerMs,
                TradesKept = TradesKept,
            },
            EventCountMax = eventCountMax,
            SessionEventCount = (int)(parsed.GetValue(_session) ?? usual.SessionEventCount),
            Duration = parsed.GetValue(_for) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Quiet = parsed.GetValue(_quiet) is { } quietMs ? TimeSpan.FromMilliseconds(quietMs) : usual.Quiet,
        };
        return new ServePlan(options, [.. lines.Groups(simulation.ApplId).Select(group => Target(parsed, group.Feed, group.Group.ToString()))])
        {
            ReplayServer = Server(parsed),
            Wait = _pace.Read(parsed),
            HistoryCount = (int)(parsed.GetValue(_history) ?? HistoryDefault),
            TruthPath = parsed.GetValue(_truth),
            ConfigurationPath = parsed.GetValue(_config),
            IsJson = parsed.GetValue(_json),
        };
    }

    private LineTarget Target(ParseResult parsed, FeedGroup feed, string group)
    {
        string device = parsed.GetValue(feed.Line == Line.A ? _interfaceA : _interfaceB) ?? parsed.GetValue(_interface)
            ?? throw new UsageException($"no interface for line {feed.Line}: give --interface NAME, or --interface-{(feed.Line == Line.A ? "a" : "b")} NAME");
        return new LineTarget(feed, IPEndPoint.Parse(group), device, SourcePort: 0, (int)(parsed.GetValue(_ttl) ?? 1));
    }

    private IPEndPoint? Server(ParseResult parsed)
    {
        if (parsed.GetValue(_replayServer) is { } text) return PublishArguments.ServerEndPoint(text);
        return parsed.GetValue(_history) is null ? null : throw new UsageException($"{_history.Name}: only with {_replayServer.Name}");
    }
}

/// <summary>What is served, and what is written beside.</summary>
/// <param name="Options">What the channel does.</param>
/// <param name="Targets">Where its groups go.</param>
internal sealed record ServePlan(ServeOptions Options, IReadOnlyList<LineTarget> Targets)
{
    /// <summary>Where lost packets are served; null for nowhere.</summary>
    public IPEndPoint? ReplayServer { get; init; }

    /// <summary>How it waits for the time of a packet.</summary>
    public required DueWait Wait { get; init; }

    /// <summary>How many packets are kept for it.</summary>
    public int HistoryCount { get; init; }

    /// <summary>The file of the truth as typed, or null.</summary>
    public string? TruthPath { get; init; }

    /// <summary>The file of the configuration as typed, or null.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>Whether the report is for a program.</summary>
    public bool IsJson { get; init; }
}
