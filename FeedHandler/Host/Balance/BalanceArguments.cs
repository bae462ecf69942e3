using System.CommandLine;
using System.Net;
using FeedHandler.Balance;
using FeedHandler.Balance.Tls;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Balance;

/// <summary>The options of `balance`.</summary>
internal sealed class BalanceArguments
{
    private const int MsMax = 3_600_000;
    private const int CountMax = 1_000_000;
    private static readonly BalanceOptions Defaults = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), Backends = [] };
    private readonly Option<string?> _listen = Options.Text("--listen", "Where clients connect", "ADDRESS:PORT");
    private readonly Option<string[]> _to = new("--to") { Description = "A backend; may be repeated", HelpName = "HOST:PORT" };
    private readonly Option<string?> _by = Options.Choice(
        "--by", "How a backend is chosen: the one with the fewest connections (the default), or by the peer's address", ["connections", "hash"]);

    private readonly Option<string?> _way = Options.Choice(
        "--way", "How bytes are moved: through a buffer (the default), or by the kernel alone", ["copy", "splice"]);

    private readonly Option<bool> _sharePort = Options.Switch("--share-port", "Let other processes of this user listen on the same address and port");
    private readonly Option<bool> _sendProxy = Options.Switch("--send-proxy", "Tell backends by the PROXY protocol, version 2, who is connected");
    private readonly Option<string[]> _acceptProxy = new("--accept-proxy")
    {
        Description = "Believe the PROXY protocol of who connects from here, and expect it; may be repeated",
        HelpName = "ADDRESS[/BITS]",
    };

    private readonly Option<long?> _connections = Options.Number("--connections", "Connections at once (default 8000)", 1, CountMax);
    private readonly Option<long?> _perPeer = Options.Number("--per-peer", "Connections at once of one address (default as many)", 1, CountMax);
    private readonly Option<long?> _connectMs = Options.Number("--connect-ms", "How long a backend may take to accept (default 2000)", 1, MsMax);
    private readonly Option<long?> _headerMs = Options.Number("--header-ms", "How long a front may take for its header (default 5000)", 1, MsMax);
    private readonly Option<long?> _idle = Options.Number("--idle", "Seconds without a byte after which a connection is reset (default 3600)", 1, 604_800);
    private readonly Option<long?> _drain = Options.Number("--drain", "Seconds that connections have to end when it is stopped (default 10)", 0, 86_400);
    private readonly CheckArguments _check;
    private readonly TlsChoice _tls;

    /// <summary>Adds the options to a command.</summary>
    public BalanceArguments(Command command)
    {
        foreach (Option option in (Option[])[_listen, _to, _by, _way, _sharePort, _sendProxy, _acceptProxy]) command.Add(option);
        foreach (Option option in (Option[])[_connections, _perPeer, _connectMs, _headerMs, _idle, _drain]) command.Add(option);
        _check = new CheckArguments(command);
        _tls = new TlsChoice(command);
    }

    /// <summary>What was typed.</summary>
    /// <exception cref="CommandException">Something is missing, or is not what it must be.</exception>
    public BalanceOptions Read(ParseResult parsed)
    {
        string listen = parsed.GetValue(_listen) ?? throw new UsageException("--listen: say where clients connect, such as --listen 127.0.0.1:9000");
        if (!AddressText.TryParseEndPoint(listen, out IPEndPoint? endPoint))
            throw new UsageException($"--listen {PlainText.Short(listen)}: give ADDRESS:PORT such as 0.0.0.0:9000");
        int connectionCountMax = (int)(parsed.GetValue(_connections) ?? Defaults.ConnectionCountMax);
        return Defaults with
        {
            Listen = endPoint,
            Backends = BackendNames.Resolve(_to.Name, parsed.GetValue(_to) ?? []),
            Rule = parsed.GetValue(_by) == "hash" ? BackendRule.Hash : BackendRule.Connections,
            Way = parsed.GetValue(_way) == "splice" ? RelayWay.Splice : RelayWay.Copy,
            Check = _check.Read(parsed),
            SharesPort = parsed.GetValue(_sharePort),
            SendsProxyHeader = parsed.GetValue(_sendProxy),
            Fronts = ProxyNetworks.Read(_acceptProxy.Name, parsed.GetValue(_acceptProxy)),
            ConnectionCountMax = connectionCountMax,
            ConnectionCountPerPeerMax = (int)(parsed.GetValue(_perPeer) ?? connectionCountMax),
            ConnectTimeoutMs = (int)(parsed.GetValue(_connectMs) ?? Defaults.ConnectTimeoutMs),
            HeaderTimeoutMs = (int)(parsed.GetValue(_headerMs) ?? Defaults.HeaderTimeoutMs),
            IdleTimeoutMs = (int)(parsed.GetValue(_idle) * 1000 ?? Defaults.IdleTimeoutMs),
            DrainTimeoutMs = (int)(parsed.GetValue(_drain) * 1000 ?? Defaults.DrainTimeoutMs),
        };
    }

    /// <summary>Certificate and key, or null without TLS.</summary>
    /// <exception cref="CommandException">One is missing, or cannot be served with.</exception>
    public TlsIdentity? ReadIdentity(ParseResult parsed, Terminal terminal) => _tls.Read(parsed, terminal, _acceptProxy, _sharePort);

    /// <summary>The same behind a TLS front of this process, which alone tells who is connected.</summary>
    public static BalanceOptions BehindTls(BalanceOptions options) =>
        options with { Listen = new IPEndPoint(IPAddress.Loopback, 0), Fronts = [new IPNetwork(IPAddress.Loopback, 32)] };
}
