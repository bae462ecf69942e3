using System.CommandLine;
using System.Net;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Live;

/// <summary>The options that say who may look at a running feed from outside; each overrides its member of the configuration's section `observe`.</summary>
internal sealed class ObserveArguments
{
    private readonly Option<string?> _metrics = new("--metrics")
    {
        Description = $"Serve /metrics for Prometheus, /healthz and /readyz here (without an address {ObserveSection.MetricsDefault})",
        HelpName = "ADDRESS:PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _dashboard = new("--dashboard")
    {
        Description = $"Serve a page that draws the feed as it runs (without an address {ObserveSection.DashboardDefault})",
        HelpName = "ADDRESS:PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _ready = Options.Choice(
        "--ready",
        "When /readyz says yes: with strict no book may be in doubt (default that of the configuration, else strict)",
        [.. ObserveSection.ReadyWords]);

    private readonly Option<string?> _otlp = Options.Text("--otlp", "Send metrics by OTLP over HTTP to this collector, such as http://127.0.0.1:4318", "URL");
    private readonly TokenArguments _token;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public ObserveArguments(Command command)
    {
        foreach (Option option in (Option[])[_metrics, _dashboard, _ready, _otlp]) command.Add(option);
        _token = new TokenArguments(command);
    }

    /// <summary>What was typed, where it was, and what the configuration says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="configured">What the configuration says.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public ObserveSection Read(ParseResult parsed, ObserveSection configured, Terminal terminal)
    {
        string? metrics = AddressOf(parsed, _metrics, ObserveSection.MetricsDefault);
        string? dashboard = AddressOf(parsed, _dashboard, ObserveSection.DashboardDefault);
        if (parsed.GetValue(_otlp) is { } otlp && !ObserveSection.TryParseCollector(otlp, out _))
            throw new UsageException("--otlp: give the address of a collector such as http://127.0.0.1:4318, without a user");
        ObserveSection read = configured with
        {
            Metrics = metrics ?? configured.Metrics,
            Dashboard = dashboard ?? configured.Dashboard,
            Ready = parsed.GetValue(_ready) ?? configured.Ready,
            Otlp = parsed.GetValue(_otlp) ?? configured.Otlp,
        };
        return WithToken(read, parsed, terminal);
    }

    private static string? AddressOf(ParseResult parsed, Option<string?> option, string usual)
    {
        string? address = parsed.GetValue(option) ?? (parsed.GetResult(option) is { Implicit: false } ? usual : null);
        if (address is null || ObserveSection.TryParseEndPoint(address, out _)) return address;
        throw new UsageException($"{option.Name} {PlainText.Short(address)}: give an address and a port such as {usual}, and the configuration before it");
    }

    private ObserveSection WithToken(ObserveSection read, ParseResult parsed, Terminal terminal)
    {
        (string? file, string? variable) = _token.Read(parsed, terminal);
        if ((file ?? variable) is null) return read;
        if (read is { Metrics: null, Dashboard: null }) throw new UsageException("a token is for what is served: give --metrics or --dashboard too");
        return read with { TokenFile = file, TokenVariable = variable };
    }
}
