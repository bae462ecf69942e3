using System.Diagnostics;
using System.Net;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Timers;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Loops;

/// <summary>
/// What all loops have in common: connections, queues, timers, limits, and the order of a turn. What tells of the network and moves bytes is each kind's own.
/// </summary>
public abstract unsafe partial class EventLoop : IEventLoop
{
    /// <summary>Bytes that one call receives at most.</summary>
    internal const int ReceiveBytes = 64 << 10;

    private const int AcceptRetryMs = 100;
    private const int UpkeepTurns = 64;

    private readonly TimerWheel _timers;
    private readonly PeerTable _peers;
    private readonly PageMemory _receiveMemory;
    private readonly int _timersPerSlot;
    private readonly long _startTicks = Stopwatch.GetTimestamp();
    private int _dirtyHead = ConnectionRecord.None;
    private int _closedHead = ConnectionRecord.None;
    private int _turnsToUpkeep;
    private bool _isDisposed;

    private protected EventLoop(LoopOptions options, IConnectionHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        LoopLimits.Check(options);
        Options = options;
        Handler = handler;
        LocalEndPoint = options.Listen;
        _timersPerSlot = options.TimerKindCount + 1;
        Connections = new ConnectionTable(options.SlotCountMax);
        _peers = new PeerTable(options.SlotCountMax, options.PeerConnectionsMax);
        _timers = new TimerWheel(checked(options.SlotCountMax * _timersPerSlot));
        Segments = new SegmentPool(options.SegmentBytes, options.SegmentCountMax);
        Queues = new SliceQueues(Segments, options.SliceCountMax);
        _receiveMemory = PageMemory.Allocate((nuint)(Segments.SegmentBytes + ReceiveBytes));
    }

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint { get; private set; }

    /// <inheritdoc/>
    public int SlotCountMax => Options.SlotCountMax;

    /// <inheritdoc/>
    public SegmentPool Segments { get; }

    /// <inheritdoc/>
    public LoopCounters Counters { get; } = new();

    /// <inheritdoc/>
    public long NowMs { get; private set; }

    internal LoopOptions Options { get; }

    internal IConnectionHandler Handler { get; }

    internal ConnectionTable Connections { get; }

    internal SliceQueues Queues { get; }

    internal ListeningSocket? Listener { get; private set; }

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        if (Listener is null) Open();
        try
        {
            while (!cancellation.IsCancellationRequested) Turn();
        }
        finally
        {
            End();
        }
    }

    /// <summary>One turn: the handler's own work, what it sent, what came, what ran out, what has ended.</summary>
    internal void Turn()
    {
        ReadClock();
        bool hasWork = Handler.OnTurn();
        Settle();
        Wait(hasWork || HasMore || _closedHead != ConnectionRecord.None ? 0 : SleepUs());
        ExpireTimers();
        if (IsAcceptPaused && NowMs >= _acceptAgainMs) ResumeAccepting();
        Settle();
        if (--_turnsToUpkeep <= 0 || !hasWork) TellGauges();
        Counters.Add(LoopCount.Turns);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives everything back.</summary>
    /// <param name="disposing">Whether it was asked for.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (_isDisposed || !disposing) return;
        _isDisposed = true;
        End();
        Listener?.Dispose();
        Connections.Dispose();
        _peers.Dispose();
        _timers.Dispose();
        Queues.Dispose();
        Segments.Dispose();
        _receiveMemory.Dispose();
    }

    /// <summary>Reads the clock anew: after every sleep, in front of what it brought.</summary>
    private protected void ReadClock() => NowMs = (long)Stopwatch.GetElapsedTime(_startTicks).TotalMilliseconds;

    // What was queued goes out, and what has ended is told, until neither makes more of the other.
    private void Settle()
    {
        do
        {
            FlushDirty();
            ReleaseClosed();
        }
        while (_dirtyHead != ConnectionRecord.None);
    }

    private int SleepUs()
    {
        long untilTimerUs = _timers.TicksToNext() * TimerWheel.TickMs * 1000L;
        long untilAcceptUs = IsAcceptPaused ? Math.Max(_acceptAgainMs - NowMs, 0) * 1000 : long.MaxValue;
        return (int)Math.Min(Options.IdleSleepUs, Math.Min(untilTimerUs, untilAcceptUs));
    }

    private void TellGauges()
    {
        _turnsToUpkeep = UpkeepTurns;
        Counters.Set(LoopCount.Connections, Connections.Count);
        Counters.Set(LoopCount.QueuedBytes, Queues.QueuedBytes);
        Counters.Set(LoopCount.Slices, Queues.InUseCount);
        Counters.Set(LoopCount.Segments, Segments.InUseCount);
        Counters.Set(LoopCount.SegmentMemoryBytes, Segments.MemoryBytes);
        Counters.Set(LoopCount.SliceMemoryBytes, Queues.MemoryBytes);
        Counters.Set(LoopCount.ConnectionMemoryBytes, Connections.MemoryBytes + _timers.MemoryBytes + _peers.MemoryBytes);
    }

    // Each connection is closed and told, whatever the handler does in between.
    private void End()
    {
        IsAccepting = IsAcceptPaused = false;
        for (int slot = 0; slot < Connections.SlotCount; slot++)
        {
            ref ConnectionRecord record = ref Connections[slot];
            if (record.Is(ConnectionStates.Open)) Abandon(slot, record.Is(ConnectionStates.Lingering) ? record.Reason : CloseReason.Stopped);
        }

        ReleaseClosed();
        CloseQueue();
        _copies?.Release();
        _copies = null;
        Listener?.Dispose();
        if (!_isDisposed) TellGauges();
    }
}
