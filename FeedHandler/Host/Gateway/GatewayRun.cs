using System.Diagnostics;
using System.Net;
using FeedHandler.Balance.Tls;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using static System.FormattableString;

namespace FeedHandler.Host.Gateway;

/// <summary>A gateway from its start to its end, with what the command adds to it.</summary>
/// <param name="terminal">Who watches, and may stop it.</param>
/// <param name="seconds">After how many seconds it ends by itself; null for never.</param>
internal sealed class GatewayRun(Terminal terminal, long? seconds)
{
    private const int LookMs = 200;

    /// <summary>Whether it tells again and again where it stands.</summary>
    public bool ShowsStatus { get; init; }

    /// <summary>Certificate and key, when clients connect by TLS; null when they do not.</summary>
    public TlsIdentity? Identity { get; init; }

    /// <summary>Runs it.</summary>
    /// <returns>What it did, and why it could not go on; null when it could.</returns>
    /// <exception cref="CommandException">It cannot be had as it was asked for.</exception>
    public (GatewayReport Report, string? Failure) Run(GatewayOptions options)
    {
        using GatewayServer server = Start(Identity is null ? options : BehindTls(options), options.Listen);
        TlsFront? front = Identity is null ? null : TlsChoice.Open(options.Listen, Identity, server.LocalEndPoint, options.ConnectionCountMax);
        try
        {
            string by = $"{LoopChoice.WordOf(server.Options.Kind)}{(front is null ? "" : " and TLS")}";
            terminal.Tell($"clients connect to {front?.EndPoint ?? server.LocalEndPoint}, by {by}, {(options.TokenFile is null ? "without" : "with")} a token");
            Serve(server, options);
            server.Drain(); // the front accepts until then, so that whoever asks is told that this gateway stops
        }
        finally
        {
            front?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return (server.Read(), server.Failure);
    }

    // Of who is connected the front tells, which is the only one that connects; the rule of tokens is for where clients do.
    private static GatewayOptions BehindTls(GatewayOptions options) => options with
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Proxies = [new IPNetwork(IPAddress.Loopback, 32)],
        Web = options.Web with { IsLoopback = IPAddress.IsLoopback(options.Listen.Address) },
    };

    private void Serve(GatewayServer server, GatewayOptions options)
    {
        using (terminal.Inquiry.AnswerBy(() => GatewayText.Write(terminal.ErrorPage, server.Read())))
        using (options.TokenFile is null ? null : terminal.HangUps.AnswerBy(() => Reload(server)))
            Follow(server);
    }

    private GatewayServer Start(GatewayOptions options, IPEndPoint listen)
    {
        try
        {
            if (Identity is not null) GatewayServer.RequireTokens(options.Origin, listen, options.TokenFile is null);
            return GatewayServer.Start(options);
        }
        catch (GatewayException failure)
        {
            throw new CommandException(failure.Message);
        }
    }

    private void Follow(GatewayServer server)
    {
        using ProgressLine? line = ShowsStatus ? new ProgressLine(terminal, "serving", () => StateOf(server.Read())) : null;
        Stopwatch running = Stopwatch.StartNew();
        string? told = null;
        while (!terminal.Stop.WaitHandle.WaitOne(LookMs) && server.Failure is null)
        {
            if (running.Elapsed.TotalSeconds >= seconds) return;
            if (server.JournalFailure is { } failure && failure != told) terminal.Tell(told = failure);
        }
    }

    private static (long Count, string Unit) StateOf(GatewayReport report)
    {
        IReadOnlyDictionary<GatewayCount, long> counts = report.Sessions;
        string told = Invariant($"{counts[GatewayCount.Messages]:N0} messages of {counts[GatewayCount.Events]:N0} events");
        return (counts[GatewayCount.Sessions], Invariant($"clients, {told}, {counts[GatewayCount.Lag]:N0} behind"));
    }

    private void Reload(GatewayServer server)
    {
        try
        {
            server.ReloadTokens();
            terminal.Tell("the tokens were read again");
        }
        catch (GatewayException failure)
        {
            terminal.Tell($"{failure.Message}; what it said before goes on");
        }
    }
}
