using System.CommandLine;
using System.Diagnostics;
using System.Net;
using FeedHandler.Balance;
using FeedHandler.Balance.Backends;
using FeedHandler.Balance.Tls;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Native;

namespace FeedHandler.Host.Balance;

/// <summary>`feedhandler balance`: one address in front of several gateways.</summary>
internal sealed class BalanceCommand
{
    private const string Description = "Relays TCP connections to one of several backends that is up, until it is stopped.";

    private const string Examples = """
        Examples:
          feedhandler balance --listen 0.0.0.0:9000 --to gateway-1:9000 --to gateway-2:9000
          feedhandler balance --listen 0.0.0.0:9000 --to 10.0.0.1:9000 --to 10.0.0.2:9000 --by hash --send-proxy --check-path /healthz
          feedhandler balance --listen 10.0.0.9:9000 --to 127.0.0.1:9001 --accept-proxy 10.0.0.0/28 --per-peer 50
          feedhandler balance --listen 0.0.0.0:9443 --to 127.0.0.1:9001 --send-proxy --tls-cert server.pem --tls-key server.key

        Stopped by INT or TERM it accepts nobody any more and gives connections the time of --drain to end.
        Exit code: 0 good; 1 connections were reset because they had not ended in time; 2 wrong usage or input, or it cannot listen there.
        """;

    private readonly Terminal _terminal;
    private readonly BalanceArguments _arguments;
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");

    private BalanceCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _arguments = new BalanceArguments(command);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("balance", Description, Examples);
        BalanceCommand balance = new(command, terminal);
        command.SetAction(balance.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        BalanceOptions options = _arguments.Read(parsed) with { BackendChanged = TellChange };
        using TlsIdentity? identity = _arguments.ReadIdentity(parsed, _terminal);
        using Balancer balancer = Open(identity is null ? options : BalanceArguments.BehindTls(options));
        TlsFront? front = identity is null ? null : TlsChoice.Open(options.Listen, identity, balancer.EndPoint, options.ConnectionCountMax);
        _terminal.Tell($"listening on {front?.EndPoint ?? balancer.EndPoint} for {options.Backends.Count} backends");
        Stopwatch running = Stopwatch.StartNew();
        using (_terminal.Stop.UnsafeRegister(static front => ((TlsFront?)front)?.Close(), front))
        using (new ProgressLine(_terminal, "relaying", () => (balancer.Counters.Active, UnitOf(balancer)))) balancer.Run(_terminal.Stop);
        BalanceReport report = new(front?.EndPoint ?? balancer.EndPoint, balancer.Counters, balancer.Backends, front?.Counts, running.Elapsed);
        front?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (parsed.GetValue(_json)) report.WriteJson(_terminal.Out);
        else report.WriteText(_terminal.Page);
        return balancer.Counters.DrainResets > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private void TellChange(Backend backend) =>
        _terminal.Tell(backend.IsUp ? $"{backend.Target.Name} is up" : $"{backend.Target.Name} is down: {backend.LastFault}");

    private static Balancer Open(BalanceOptions options)
    {
        NativeResult result = Balancer.Open(options, out Balancer? balancer);
        return balancer ?? throw new CommandException($"--listen {options.Listen}: cannot listen there: {result}");
    }

    private static string UnitOf(Balancer balancer)
    {
        int upCount = balancer.Backends.Count(static backend => backend.IsUp);
        return $"connections, {balancer.Counters.Accepted} accepted, {upCount} of {balancer.Backends.Count} backends up";
    }
}
