using System.CommandLine;
using System.Net;
using FeedHandler.Engine;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Web;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>The options that say how a gateway is to be.</summary>
internal sealed class GatewayArguments
{
    private readonly Option<long?> _loops = Options.Number("--loops", "Loops, each on a thread of its own (default 1)", 1, GatewayOptions.LoopCountMax);
    private readonly Option<string?> _loop = Options.Choice(
        "--loop", "By what loops wait for the network (default auto: io_uring where it works)", [.. GatewaySection.LoopWords]);

    private readonly Option<string?> _tokens = Options.Text("--tokens", "Ask every client for a token of this file, which says what it may see", "FILE");
    private readonly Option<string[]> _proxies = new("--accept-proxy")
    {
        Description = "Networks of proxies that send a header of the PROXY protocol; several, each with its own --accept-proxy",
        HelpName = "CIDR",
    };

    private readonly Option<string[]> _origins = new("--origin")
    {
        Description = "Other sites whose pages may open a WebSocket, such as https://desk.example; several, each with its own --origin",
        HelpName = "SITE",
    };

    private readonly Option<bool> _noWeb = new("--no-web")
    {
        Description = "Serve neither pages nor WebSockets: HTTP tells whether the gateway is well, and no more",
    };

    private readonly Option<long?> _connections = Options.Number("--connections", "Connections at once (default 10000)", 1, 1_000_000);
    private readonly Option<long?> _perHost = Options.Number(
        "--connections-per-host", "Connections of one host at once and loop, 0 for any number (default 0)", 0, 1_000_000);

    private readonly Option<long?> _backlog = Options.Number(
        "--backlog-kib", "KiB that may wait for a client before it counts as slow (default 1024)", 64, 262_144);

    private readonly Option<long?> _drain = Options.Number("--drain", "Seconds that clients have to go elsewhere when it is stopped (default 5)", 0, 3600);

    private readonly Option<string?> _journal = Options.Text(
        "--journal", "Keep a journal of the feed in this folder (default file-mib=64,files=16,hours=0,sync-ms=1000)", JournalChoice.Form);

    private readonly Option[] _all;

    /// <summary>Adds the options to a command.</summary>
    public GatewayArguments(Command command)
    {
        _all = [_loops, _loop, _tokens, _proxies, _origins, _noWeb, _connections, _perHost, _backlog, _drain, _journal];
        foreach (Option option in _all) command.Add(option);
    }

    /// <summary>The option of networks of proxies.</summary>
    public Option Proxies => _proxies;

    /// <summary>What was typed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="listen">Where it listens, as typed behind an option.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public GatewayOptions Read(ParseResult parsed, (string Option, string Address) listen, Terminal terminal) =>
        Change(parsed, new GatewayOptions { Origin = listen.Option, Listen = EndPointOf(listen.Option, listen.Address) }, terminal);

    /// <summary>What was typed, in the place of what the configuration says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="listen">The option that says where it listens.</param>
    /// <param name="configured">What the configuration says; null for no gateway.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <returns>Null when there is to be none.</returns>
    /// <exception cref="UsageException">It makes no sense, as options of a gateway where there is none do not.</exception>
    public GatewayOptions? Read(ParseResult parsed, Option<string?> listen, GatewayOptions? configured, Terminal terminal)
    {
        if (parsed.GetValue(listen) is { } address)
        {
            IPEndPoint endPoint = EndPointOf(listen.Name, address);
            configured = configured is null
                ? new GatewayOptions { Origin = listen.Name, Listen = endPoint } : configured with { Origin = listen.Name, Listen = endPoint };
        }

        if (configured is not null) return Change(parsed, configured, terminal);
        if (Array.Find(_all, option => parsed.GetResult(option) is { Implicit: false }) is not { } alone) return null;
        throw new UsageException($"{alone.Name} without {listen.Name}: say where clients connect, there or by gateway.listen of the configuration");
    }

    private GatewayOptions Change(ParseResult parsed, GatewayOptions options, Terminal terminal) => options with
    {
        LoopCount = (int?)parsed.GetValue(_loops) ?? options.LoopCount,
        Kind = parsed.GetValue(_loop) is { } loop ? GatewaySection.LoopOf(loop) : options.Kind,
        TokenFile = parsed.GetValue(_tokens) is { } tokens ? terminal.PathOf(tokens) : options.TokenFile,
        Proxies = parsed.GetValue(_proxies) is { Length: > 0 } proxies ? ProxyNetworks.Read(_proxies.Name, proxies) : options.Proxies,
        Web = options.Web with
        {
            HasPages = options.Web.HasPages && !parsed.GetValue(_noWeb),
            Origins = parsed.GetValue(_origins) is { Length: > 0 } origins ? [.. origins.Select(OriginOf)] : options.Web.Origins,
        },
        ConnectionCountMax = (int?)parsed.GetValue(_connections) ?? options.ConnectionCountMax,
        PeerConnectionsMax = (int?)parsed.GetValue(_perHost) ?? options.PeerConnectionsMax,
        BacklogBytes = (int?)(parsed.GetValue(_backlog) << 10) ?? options.BacklogBytes,
        DrainMs = (int?)(parsed.GetValue(_drain) * 1000) ?? options.DrainMs,
        Journal = JournalChoice.Of(_journal.Name, parsed.GetValue(_journal), terminal) ?? options.Journal,
    };

    private static IPEndPoint EndPointOf(string option, string address)
    {
        if (ObserveSection.TryParseEndPoint(address, out IPEndPoint endPoint, takesAnyPort: true)) return endPoint;
        throw new UsageException($"{option} {PlainText.Short(address)}: give an address and a port such as 127.0.0.1:9470");
    }

    // What a browser says of a page: scheme, host, and the port where it is not the usual one.
    private string OriginOf(string text)
    {
        bool isSite = Uri.TryCreate(text, UriKind.Absolute, out Uri? site) && site is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "" };
        if (isSite) return site!.GetLeftPart(UriPartial.Authority);
        throw new UsageException($"{_origins.Name} {PlainText.Short(text)}: give a site such as https://desk.example");
    }
}
