using System.CommandLine;
using FeedHandler.Balance.Tls;
using FeedHandler.Core.Sharing;
using FeedHandler.Engine;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Host.Capacity;
using FeedHandler.Host.Check;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Gateway;

/// <summary>`feedhandler gateway`: serves a shared feed to clients over TCP.</summary>
internal sealed class GatewayCommand
{
    private const string Description = "Serves a feed that another process of this machine shares to clients over TCP, until it is stopped.";

    private const string Examples = """
        Examples:
          feedhandler gateway cme
          feedhandler gateway cme --listen 0.0.0.0:9470 --tokens tokens.json --loops 4
          feedhandler gateway cme --listen 127.0.0.1:9470 --accept-proxy 127.0.0.1 --json

        Without tokens it listens on loopback alone. GET /healthz on the same port says whether it is well. Ctrl-C and SIGTERM end it when clients have
        gone elsewhere, at the latest after --drain. SIGHUP reads the tokens again.
        Exit code: 0 good; 1 a loop could not go on; 2 wrong usage or input, or there is no such feed.
        """;

    private const string ListenDefault = "127.0.0.1:9470";
    private readonly Terminal _terminal;
    private readonly Argument<string?> _feed = new("FEED")
    {
        Description = "The name or file that the feed was given: feedhandler run --share NAME",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _listen = Options.Text("--listen", $"Where clients connect (default {ListenDefault}); port 0 chooses one", "ADDRESS:PORT");
    private readonly GatewayArguments _arguments;
    private readonly TlsChoice _tls;
    private readonly Option<string?> _owner = Options.Text("--owner", "The user whose feed it must be, by name or number (default yourself)", "USER");
    private readonly Option<bool> _wait = Options.Switch("--wait", "Wait until the feed is there");
    private readonly Option<long?> _for = Options.Number("--for", "End after this many seconds", 1, 31_536_000);
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");
    private readonly Option<bool> _noScreen = Options.Switch("--no-screen", "Do not tell where it stands while it runs");

    private GatewayCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_feed);
        command.Add(_listen);
        _arguments = new GatewayArguments(command);
        _tls = new TlsChoice(command);
        foreach (Option option in (Option[])[_owner, _wait, _for, _json, _noScreen]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("gateway", Description, Examples);
        GatewayCommand gateway = new(command, terminal);
        command.SetAction(gateway.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string feed = parsed.GetValue(_feed) ?? throw new UsageException("no feed was named: give the name that feedhandler run --share was given");
        GatewayOptions options = _arguments.Read(parsed, (_listen.Name, parsed.GetValue(_listen) ?? ListenDefault), _terminal) with
        {
            FeedPath = _terminal.PathOf(SharedFeedPath.Of(feed)),
            OwnerId = parsed.GetValue(_owner) is { } owner ? UserIds.Of(_owner.Name, owner) : null,
            WaitsForFeed = parsed.GetValue(_wait),
        };
        bool isJson = parsed.GetValue(_json);
        using TlsIdentity? identity = _tls.Read(parsed, _terminal, _arguments.Proxies);
        options = options with { Kind = LoopChoice.Of(options) };
        TellCapacity(options);
        GatewayRun run = new(_terminal, parsed.GetValue(_for))
        {
            Identity = identity,
            ShowsStatus = !isJson && !parsed.GetValue(_noScreen),
        };
        (GatewayReport report, string? failure) = run.Run(options);
        if (isJson) JsonPage.Write(_terminal.Out, writer => GatewayText.Write(writer, report));
        else GatewayText.Write(_terminal.Page, report);
        if (failure is null) return ExitCode.Good;
        _terminal.Tell(failure);
        return ExitCode.CheckFailed;
    }

    // What this host lacks for as many connections as were asked for, which shows when they come: it begins all the same.
    private void TellCapacity(GatewayOptions options)
    {
        SystemFiles system = new(_terminal.SystemRoot);
        GatewayNeeds needs = GatewayNeeds.Of(new GatewayLoad(options.ConnectionCountMax, 1, 0), CapacityChecks.DescriptorLimit(system));
        bool hasDescriptors = needs.HasDescriptors(options.HasDescriptorsByLoop ? options.LoopCount : 1);
        foreach (Finding finding in CapacityChecks.Run(system, needs, Environment.ProcessorCount))
        {
            bool isShort = finding.Verdict == Verdict.Problem || (finding.Name == CapacityChecks.Descriptors && !hasDescriptors);
            if (isShort) _terminal.Tell($"for {options.ConnectionCountMax} connections: {finding.Name}: {finding.Found}: {finding.Why}; {finding.Change}");
        }
    }
}
