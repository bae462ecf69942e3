using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Balance.Tls;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>The options by which a server accepts TLS alone.</summary>
internal sealed class TlsChoice
{
    private readonly Option<string?> _certificate = Options.Text("--tls-cert", "Accept TLS alone, with this certificate and its chain (PEM)", "FILE");
    private readonly Option<string?> _key = Options.Text("--tls-key", "The certificate's private key (PEM), which only its owner may read", "FILE");

    /// <summary>Adds the options to a command.</summary>
    public TlsChoice(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
    }

    /// <summary>Certificate and key, or null without TLS.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <param name="others">Options that do not go with it.</param>
    /// <exception cref="CommandException">One is missing, or cannot be served with.</exception>
    public TlsIdentity? Read(ParseResult parsed, Terminal terminal, params Option[] others)
    {
        (string? certificate, string? key) = (parsed.GetValue(_certificate), parsed.GetValue(_key));
        if (certificate is null && key is null) return null;
        if (certificate is null || key is null)
            throw new UsageException($"{(key is null ? _key : _certificate).Name}: missing, TLS takes both --tls-cert and --tls-key");
        foreach (Option option in others)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new UsageException($"{option.Name}: not with --tls-cert: leave one of them out, or put two of these processes in a row");
        }

        try
        {
            TlsIdentity identity = TlsIdentity.Load(terminal.PathOf(certificate), terminal.PathOf(key));
            foreach (string warning in identity.Warnings) terminal.Tell(warning);
            return identity;
        }
        catch (TlsIdentityException failure)
        {
            throw new CommandException(failure.Message);
        }
    }

    /// <summary>Accepts TLS in front of a server of this process, which believes what it is told of who is connected.</summary>
    /// <param name="listen">Where clients connect.</param>
    /// <param name="identity">Certificate and key.</param>
    /// <param name="target">The server, on loopback.</param>
    /// <param name="connectionCountMax">Connections at once.</param>
    /// <exception cref="CommandException">It cannot listen there.</exception>
    public static TlsFront Open(IPEndPoint listen, TlsIdentity identity, IPEndPoint target, int connectionCountMax)
    {
        try
        {
            return TlsFront.Open(new TlsFrontOptions { Listen = listen, Target = target, Identity = identity, ConnectionCountMax = connectionCountMax });
        }
        catch (SocketException failure)
        {
            throw new CommandException($"--listen {listen}: cannot listen there: {failure.Message}");
        }
    }
}
