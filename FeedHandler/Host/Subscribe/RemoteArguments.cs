using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FeedHandler.Client;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Subscribe;

/// <summary>The options of a subscription at a gateway.</summary>
internal sealed class RemoteArguments
{
    private static readonly string[] Policies = ["skip", "conflate", "disconnect"];
    private readonly Option<string?> _tokenFile = Options.Text("--token-file", "Prove who you are to the gateway with the token in this file", "FILE");
    private readonly Option<string?> _slow = Options.Choice("--slow", "What the gateway does when you take more slowly than it tells (default skip)", Policies);
    private readonly Option<string?> _serverName = Options.Text("--tls-name", "The name in the gateway's certificate (default its host)", "NAME");
    private readonly Option<string?> _caFile = Options.Text(
        "--tls-ca", "The certificates that may have signed the gateway's (PEM; default the system's)", "FILE");

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_tokenFile, _slow, _serverName, _caFile];

    /// <summary>What was typed.</summary>
    /// <param name="address">The gateways, tcp://... or tls://...</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public RemoteFeedOptions Read(string address, ParseResult parsed, Terminal terminal)
    {
        if (!GatewayEndpoint.TryParse(address, out IReadOnlyList<GatewayEndpoint> endpoints))
        {
            throw new UsageException(
                $"{PlainText.Short(address)}: no address of a gateway: give tcp://HOST:PORT[,HOST:PORT...], or tls://, an address of IPv6 in brackets");
        }

        (string? token, string? ca) = (FileOf(_tokenFile, parsed, terminal), FileOf(_caFile, parsed, terminal));
        if (!endpoints[0].IsTls && (ca ?? parsed.GetValue(_serverName)) is not null)
            throw new UsageException($"{_caFile.Name} and {_serverName.Name} are for a gateway by tls://");
        if (ca is not null) CheckCertificates(ca);
        return new RemoteFeedOptions
        {
            ClientName = "feedhandler subscribe",
            TokenFile = token,
            TlsCaFile = ca,
            TlsServerName = parsed.GetValue(_serverName),
            SlowPolicy = (SlowSubscriberPolicy)Math.Max(0, Array.IndexOf(Policies, parsed.GetValue(_slow))),
        };
    }

    /// <summary>A feed in shared memory has none of these.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">One was typed.</exception>
    public void RefuseFor(ParseResult parsed)
    {
        if (All.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } typed)
            throw new UsageException($"{typed.Name} is for a gateway: give its address, tcp://HOST:PORT, in place of a name");
    }

    private static string? FileOf(Option<string?> option, ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(option) is not { } typed) return null;
        string path = terminal.PathOf(typed);
        return File.Exists(path) ? path : throw new UsageException($"{option.Name} {PlainText.Short(typed)}: there is no such file");
    }

    private void CheckCertificates(string path)
    {
        try
        {
            X509Certificate2Collection found = [];
            found.ImportFromPemFile(path);
            if (found.Count > 0) return;
        }
        catch (CryptographicException)
        {
            // as with none
        }

        throw new UsageException($"{_caFile.Name} {PlainText.Short(path)}: there is no certificate in it: give a file of certificates (PEM)");
    }
}
