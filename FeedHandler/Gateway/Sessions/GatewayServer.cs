using System.Net;
using FeedHandler.Gateway.Journals;

namespace FeedHandler.Gateway.Sessions;

/// <summary>
/// Serves a shared feed to clients over TCP (docs/gateway.md): loops with threads of their own, which share nothing but the port. It is opened as a whole, or
/// not at all; it ends when it is stopped, and gives its clients time to go elsewhere.
/// </summary>
public sealed class GatewayServer : IDisposable
{
    private readonly GatewayContext _context;
    private readonly List<GatewayThread> _threads = [];
    private JournalThread? _journal;
    private bool _isDisposed;

    private GatewayServer(GatewayOptions options, EntitlementTable entitlements) => _context = new GatewayContext(options, entitlements);

    /// <summary>Where it listens.</summary>
    public IPEndPoint LocalEndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>What was asked for, with the kind of loops that was chosen.</summary>
    public GatewayOptions Options => _context.Options;

    /// <summary>Whether it stops.</summary>
    public bool IsDraining => _context.IsDraining;

    /// <summary>Why a loop could not go on; null while all do.</summary>
    public string? Failure => _threads.Select(static thread => thread.Failure).FirstOrDefault(static failure => failure is not null);

    /// <summary>Whether the feed is there and new clients are taken.</summary>
    public bool IsHealthy => _threads.TrueForAll(static thread => thread.IsHealthy);

    /// <summary>Opens a gateway.</summary>
    /// <param name="options">How it is to be.</param>
    /// <exception cref="GatewayException">It cannot be had as it was asked for.</exception>
    public static GatewayServer Start(GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        EntitlementTable entitlements = options.TokenFile is { } file ? TokenFile.Read(file) : EntitlementTable.Open;
        RequireTokens(options.Origin, options.Listen, entitlements.AsksForNoToken);
        GatewayServer server = new(options with { Kind = LoopChoice.Of(options) }, entitlements);
        try
        {
            server.Open();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Refuses to let other machines in without tokens.</summary>
    /// <param name="origin">Who asked, for the error.</param>
    /// <param name="listen">Where clients connect.</param>
    /// <param name="asksForNoToken">Whether nobody needs a token.</param>
    /// <exception cref="GatewayException">Anybody would see everything.</exception>
    public static void RequireTokens(string origin, IPEndPoint listen, bool asksForNoToken)
    {
        ArgumentNullException.ThrowIfNull(listen);
        if (!asksForNoToken || IPAddress.IsLoopback(listen.Address)) return;
        throw new GatewayException($"{origin}: {listen} is reached from other machines, and without tokens anybody there would see everything: "
            + "give a file of tokens, or listen on 127.0.0.1");
    }

    /// <summary>Reads the tokens again. Clients whose tokens are gone are logged out; what others may see is what the file says now.</summary>
    /// <exception cref="GatewayException">The file is wrong: what it said before goes on.</exception>
    public void ReloadTokens()
    {
        if (Options.TokenFile is { } file) _context.Entitlements = TokenFile.Read(file);
    }

    /// <summary>Takes no more clients, tells those that are there, and waits until all have gone or have had their time.</summary>
    /// <param name="hurry">Ends the waiting.</param>
    public void Drain(CancellationToken hurry = default)
    {
        _context.Drain();
        Wait(Options.DrainMs, hurry);
        _context.Leave();
        Wait(LeaveMs, hurry);
    }

    /// <summary>What it has counted so far.</summary>
    public GatewayReport Read() => GatewayReport.Of(this, [.. _threads.Select(static thread => (thread.Loop, thread.Sessions))]);

    /// <summary>Why its journal cannot go on; null while it can, or there is none. What it fails in, clients do not notice.</summary>
    public string? JournalFailure => _journal?.Failure;

    /// <summary>What its journal has written; null where it keeps none.</summary>
    public JournalReport? ReadJournal() => _journal?.Read();

    /// <summary>One number of all sessions together.</summary>
    internal long Count(GatewayCount count) => _threads.Sum(thread => thread.Sessions.Counters[count]);

    /// <summary>Ends it: every connection is closed.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        foreach (GatewayThread thread in _threads) thread.Stop();
        foreach (GatewayThread thread in _threads) thread.Dispose();
        _journal?.Dispose();
    }

    private const int LeaveMs = 2000;
    private const int LookMs = 20;

    // The first one may have the system choose the port, which the others share.
    private void Open()
    {
        if (Options.Journal is { } journal) _journal = JournalThread.Start(Options, journal);
        _context.Journal = _journal?.Folder;
        IPEndPoint listen = Options.Listen;
        for (int index = 0; index < Options.LoopCount; index++)
        {
            GatewayThread thread = new(_context, listen, index);
            _threads.Add(thread);
            thread.Start();
            listen = LocalEndPoint = thread.Loop.LocalEndPoint;
        }
    }

    private void Wait(int ms, CancellationToken hurry)
    {
        long end = Environment.TickCount64 + ms;
        while (Environment.TickCount64 < end && !hurry.IsCancellationRequested && _threads.Exists(static thread => thread.HasConnections))
            hurry.WaitHandle.WaitOne(LookMs);
    }
}
