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
    private readonly Option<long?> _loops = Options.Number("--loops", "Loops, each on a thread of its own (default 1)", 1, 256);
    private readonly Option<string?> _loop = Options.Choice("--loop", "By what loops wait for the network (default epoll)", ["epoll", "io_uring"]);
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
        "--journal", "Keep a journal of the feed in this folder (default file-mib=64,files=16)", "DIR[,file-mib=N][,files=N]");

    /// <summary>Adds the options to a command.</summary>
    public GatewayArguments(Command command)
    {
        foreach (Option option in (Option[])[_loops, _loop, _tokens, _proxies, _origins, _noWeb, _connections, _perHost, _backlog, _drain, _journal])
            command.Add(option);
    }

    /// <summary>The option of networks of proxies.</summary>
    public Option Proxies => _proxies;

    /// <summary>What was typed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="listen">Where it listens, as typed behind an option.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public GatewayOptions Read(ParseResult parsed, (string Option, string Address) listen, Terminal terminal) => new()
    {
        FeedPath = "",
        Origin = listen.Option,
        Listen = EndPointOf(listen.Option, listen.Address),
        LoopCount = (int)(parsed.GetValue(_loops) ?? 1),
        Kind = parsed.GetValue(_loop) == "io_uring" ? LoopKind.IoUring : LoopKind.Epoll,
        TokenFile = parsed.GetValue(_tokens) is { } tokens ? terminal.PathOf(tokens) : null,
        Proxies = [.. (parsed.GetValue(_proxies) ?? []).Select(NetworkOf)],
        Web = new WebOptions { HasPages = !parsed.GetValue(_noWeb), Origins = [.. (parsed.GetValue(_origins) ?? []).Select(OriginOf)] },
        ConnectionCountMax = (int)(parsed.GetValue(_connections) ?? ConnectionCountDefault),
        PeerConnectionsMax = (int)(parsed.GetValue(_perHost) ?? 0),
        BacklogBytes = (int)(parsed.GetValue(_backlog) ?? BacklogKibDefault) << 10,
        DrainMs = (int)(parsed.GetValue(_drain) ?? DrainSecondsDefault) * 1000,
        Journal = JournalChoice.Of(_journal.Name, parsed.GetValue(_journal), terminal),
    };

    private const int ConnectionCountDefault = 10_000;
    private const int BacklogKibDefault = 1024;
    private const int DrainSecondsDefault = 5;

    private static IPEndPoint EndPointOf(string option, string address)
    {
        const string AnyPort = ":0";
        bool isAnyPort = address.EndsWith(AnyPort, StringComparison.Ordinal); // the system chooses one, and it is told
        if (ObserveSection.TryParseEndPoint(isAnyPort ? address[..^1] + "1" : address, out IPEndPoint endPoint))
            return isAnyPort ? new IPEndPoint(endPoint.Address, 0) : endPoint;
        throw new UsageException($"{option} {PlainText.Short(address)}: give an address and a port such as 127.0.0.1:9470");
    }

    // What a browser says of a page: scheme, host, and the port where it is not the usual one.
    private string OriginOf(string text)
    {
        bool isSite = Uri.TryCreate(text, UriKind.Absolute, out Uri? site) && site is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "" };
        if (isSite) return site!.GetLeftPart(UriPartial.Authority);
        throw new UsageException($"{_origins.Name} {PlainText.Short(text)}: give a site such as https://desk.example");
    }

    private IPNetwork NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out IPNetwork network)) return network;
        if (IPAddress.TryParse(text, out IPAddress? address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        throw new UsageException($"{_proxies.Name} {PlainText.Short(text)}: give the network of a proxy such as 10.0.0.0/24 or 127.0.0.1");
    }
}
