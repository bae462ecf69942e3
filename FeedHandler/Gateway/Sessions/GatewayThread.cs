using System.Net;
using FeedHandler.Client;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Web;
using FeedHandler.Native;
using FeedHandler.Native.Threads;

namespace FeedHandler.Gateway.Sessions;

/// <summary>A loop of a gateway with its sessions, on a thread of its own.</summary>
internal sealed class GatewayThread : IDisposable
{
    private const int TurnBytesMax = 2 << 20; // what a turn may tell a client before anybody looks whether it is slow
    private readonly GatewayContext _context;
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _isOpen = new();
    private readonly Thread _thread;
    private Exception? _failure;

    /// <summary>Makes it; nothing is opened yet.</summary>
    public GatewayThread(GatewayContext context, IPEndPoint listen, int index)
    {
        _context = context;
        Sessions = new GatewaySessions(context);
        LoopOptions options = OptionsOf(context.Options, listen);
        Loop = context.Options.Kind == LoopKind.IoUring ? new UringLoop(options, Sessions) : new EpollLoop(options, Sessions);
        Sessions.Attach(Loop);
        HttpProtocol.Register(Sessions, context.Options.Web, context.Options.Web.IsLoopback ?? IPAddress.IsLoopback(listen.Address));
        _thread = new Thread(Run) { IsBackground = true, Name = FormattableString.Invariant($"fh-gateway-{index}") };
    }

    /// <summary>The loop.</summary>
    public IEventLoop Loop { get; }

    /// <summary>The sessions.</summary>
    public GatewaySessions Sessions { get; }

    /// <summary>Why it could not go on. Written by the thread (release) before it ends, read by anybody (acquire).</summary>
    public string? Failure => Volatile.Read(ref _failure)?.Message;

    /// <summary>Whether there are any connections.</summary>
    public bool HasConnections => Loop.Counters[LoopCount.Connections] > 0;

    /// <summary>Whether the feed is there and new clients are taken.</summary>
    public bool IsHealthy => Sessions.IsHealthy;

    /// <summary>Opens it on its thread.</summary>
    /// <exception cref="GatewayException">It cannot be opened.</exception>
    public void Start()
    {
        _thread.Start();
        _isOpen.Wait();
        if (_failure is SharedFeedException { IsTransient: true } absent)
            throw new GatewayException($"{absent.Message}: start feedhandler run with --share, or wait for it with --wait");
        if (_failure is SharedFeedException unreadable) throw new GatewayException(unreadable.Message);
        if (_failure is { } failure) throw new GatewayException($"{_context.Options.Origin}: {failure.Message}");
    }

    /// <summary>Has it end.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        if (_thread.ThreadState != ThreadState.Unstarted) _thread.Join();
        Loop.Dispose();
        Sessions.Dispose();
        _stop.Dispose();
        _isOpen.Dispose();
    }

    private void Run()
    {
        try
        {
            Separate();
            OpenFeed();
            Loop.Open();
            _isOpen.Set();
            Loop.Run(_stop.Token);
        }
        catch (Exception failure)
        {
            Volatile.Write(ref _failure, failure);
            if (_isOpen.IsSet) _context.Options.WhenFailed?.Invoke(failure.Message); // who waits for its opening is thrown it
        }
        finally
        {
            Sessions.CloseFeed();
            _isOpen.Set();
        }
    }

    // Where the process may not have as many descriptors as there are to be connections, each loop has as many as the process. What this thread opens it closes
    // itself, as another thread's number is another file.
    private void Separate()
    {
        GatewayOptions options = _context.Options;
        if (options.Kind != LoopKind.Epoll || !options.HasDescriptorsByLoop) return;
        NativeResult result = ThreadDescriptors.Separate();
        if (!result.IsSuccess) throw new LoopException($"a loop can have no descriptors of its own: {result}: give --loops 1");
    }

    private void OpenFeed()
    {
        try
        {
            Sessions.OpenFeed();
        }
        catch (SharedFeedException failure) when (failure.IsTransient && _context.Options.WaitsForFeed)
        {
            // looked for with each turn from here on
        }
    }

    private static LoopOptions OptionsOf(GatewayOptions options, IPEndPoint listen) => new()
    {
        Listen = listen,
        SlotCountMax = options.SlotCount,
        PeerConnectionsMax = options.PeerConnectionsMax,
        Proxies = options.Proxies,
        TimerKindCount = GatewaySessions.TimerKindCount,
        PartialBytesMax = HttpHeadParser.BytesMax,
        BacklogHighBytes = options.BacklogBytes,
        BacklogLowBytes = options.BacklogBytes / 4,
        BacklogBytesMax = Math.Max(4 * options.BacklogBytes, options.BacklogBytes + TurnBytesMax),
    };
}
