using FeedHandler.Client;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Sharing;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Native.Sockets;
using FeedHandler.Wire;
using Delivery = FeedHandler.Client.Delivery;

namespace FeedHandler.Gateway.Sessions;

/// <summary>
/// The sessions of one loop: it follows the shared feed by itself, encodes each event once, and sends it to those connections that subscribed to its
/// instrument. It shares nothing with other loops but what the gateway as a whole is told. All is called on the loop's thread; in steady state nothing is
/// allocated.
/// </summary>
internal sealed partial class GatewaySessions : IConnectionHandler, IDisposable
{
    /// <summary>The timer of what is awaited from a client: its logon, then anything.</summary>
    internal const int ReceiveTimer = 0;

    /// <summary>The timer of heartbeats.</summary>
    internal const int HeartbeatTimer = 1;

    /// <summary>The timer of books by time.</summary>
    internal const int IntervalTimer = 2;

    /// <summary>How many kinds there are; the last one is left to protocols.</summary>
    internal const int TimerKindCount = 4;

    private const int KindMask = 0x0F;
    private const int ModeShift = 4;
    private readonly GatewayContext _context;
    private readonly FeedFollower _feed;
    private readonly InstrumentTable _instruments = new();
    private readonly PooledList<Subscriber>[] _channelSubscribers = new PooledList<Subscriber>[SharedFeedHeader.ChannelCountMax];
    private readonly PreviousSequences _previous = new(since: 0);
    private readonly IConnectionProtocol?[] _protocols = new IConnectionProtocol?[Enum.GetValues<ConnectionKind>().Length];
    private Session[] _sessions = [];
    private byte[] _states = []; // by slot: what the connection speaks, and above it its SessionMode; 0 of one that is sent events as frames
    private IEventLoop _loop = null!;
    private SharedFrames _frames = null!;
    private FrameMaker _maker = null!;
    private EntitlementTable _entitlements;
    private bool _isDrainTold;

    /// <summary>Makes the sessions of a loop.</summary>
    /// <param name="context">What the gateway is told.</param>
    internal GatewaySessions(GatewayContext context)
    {
        _context = context;
        _entitlements = context.Entitlements;
        _feed = new FeedFollower(context.Options, this);
        _protocols[(int)ConnectionKind.Binary] = new BinaryProtocol(this);
    }

    /// <summary>What it counts.</summary>
    internal GatewayCounters Counters { get; } = new();

    /// <summary>The loop.</summary>
    internal IEventLoop Loop => _loop;

    /// <summary>What it may do, and how long it may take.</summary>
    internal SessionLimits Limits => _context.Options.Limits;

    /// <summary>The files of the journal; null where none is kept.</summary>
    internal Journals.JournalFolder? Journal => _context.Journal;

    /// <summary>What a token of an HTTP request gives; null when it is none.</summary>
    internal Entitlement? EntitlementOf(ReadOnlySpan<byte> token) => _context.Entitlements.Find(token);

    /// <summary>Whether the feed is there and this gateway takes new clients.</summary>
    internal bool IsHealthy => _feed.IsAlive && !_context.IsDraining;

    /// <summary>Takes the loop that will run this.</summary>
    internal void Attach(IEventLoop loop)
    {
        _loop = loop;
        _sessions = new Session[loop.SlotCountMax];
        _states = new byte[loop.SlotCountMax];
        _frames = new SharedFrames(loop.Segments);
        _maker = new FrameMaker(_frames, _previous);
    }

    /// <summary>Says what connections of a kind speak.</summary>
    internal void Register(ConnectionKind kind, IConnectionProtocol protocol) => _protocols[(int)kind] = protocol;

    /// <summary>What a connection speaks from here on.</summary>
    internal void Become(ConnectionId id, ConnectionKind kind) => _states[id.Slot] = (byte)((_states[id.Slot] & ~KindMask) | (int)kind);

    /// <inheritdoc/>
    public void OnOpened(ConnectionId id, in PeerAddress peer)
    {
        ref Session session = ref _sessions[id.Slot];
        bool isProxy = _context.IsProxy(peer);
        session = new Session { Id = id, Phase = isProxy ? SessionPhase.Proxy : SessionPhase.Logon, ReceivedMs = _loop.NowMs };
        _states[id.Slot] = (byte)ConnectionKind.Undecided;
        _loop.StartTimer(id, ReceiveTimer, Limits.LogonMs);
    }

    /// <inheritdoc/>
    public int OnReceived(ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        ref Session session = ref _sessions[id.Slot];
        session.ReceivedMs = _loop.NowMs;
        int taken = 0;
        if (session.Phase == SessionPhase.Proxy && !TryTakeProxy(ref session, bytes, out taken)) return taken;
        if (KindOf(id.Slot) == ConnectionKind.Undecided)
        {
            if (bytes.Length - taken < FirstBytes.Count) return taken;
            Become(id, FirstBytes.KindOf(bytes[taken..]));
        }

        return taken + (_protocols[(int)KindOf(id.Slot)]?.Receive(id, bytes[taken..]) ?? bytes.Length - taken);
    }

    /// <inheritdoc/>
    public void OnClosed(ConnectionId id, CloseReason reason)
    {
        ref Session session = ref _sessions[id.Slot];
        _protocols[(int)KindOf(id.Slot)]?.Close(id);
        if (session.Entitlement is not null) Counters.Add(GatewayCount.Sessions, -1);
        RemoveSubscriptions(ref session);
        session = default;
        _states[id.Slot] = (byte)SessionMode.Closed << ModeShift;
    }

    /// <inheritdoc/>
    public bool OnTurn()
    {
        if (!ReferenceEquals(_entitlements, _context.Entitlements)) RenewEntitlements();
        if (_context.IsDraining) Drain();
        bool hasWork = _feed.Poll(_loop.NowMs);
        if (hasWork) Measure();
        TellTops();
        TellDue();
        return Pump() | hasWork;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _feed.Dispose();
        _instruments.Clear();
    }

    /// <summary>Opens the feed where it is there.</summary>
    /// <exception cref="SharedFeedException">It is not there, or cannot be read.</exception>
    internal void OpenFeed() => _feed.Open();

    /// <summary>Lets the feed go, on the thread that opened it.</summary>
    internal void CloseFeed() => _feed.Dispose();

    internal ref Session SessionOf(ConnectionId id) => ref _sessions[id.Slot];

    private ConnectionKind KindOf(int slot) => (ConnectionKind)(_states[slot] & KindMask);

    private SessionMode ModeOf(int slot) => (SessionMode)(_states[slot] >> ModeShift);

    private void SetMode(int slot, SessionMode mode) => _states[slot] = (byte)((_states[slot] & KindMask) | ((int)mode << ModeShift));

    // Whoever is a proxy says who is behind it before anything else: that one's host is the connection counted by.
    private bool TryTakeProxy(ref Session session, ReadOnlySpan<byte> bytes, out int taken)
    {
        taken = 0;
        ProxyHeaderStatus status = ProxyHeader.Read(bytes, out ProxyHeader header);
        if (status == ProxyHeaderStatus.Incomplete) return false;
        if (status != ProxyHeaderStatus.Complete)
        {
            taken = bytes.Length;
            Refuse(ref session, RejectReason.Malformed, CloseReason.Protocol);
            return false;
        }

        taken = header.LengthBytes;
        session.Phase = SessionPhase.Logon;
        return !header.HasAddresses || _loop.TryCountBy(session.Id, header.Source);
    }
}
