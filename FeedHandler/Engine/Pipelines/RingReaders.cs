using System.Runtime.ExceptionServices;
using FeedHandler.Core.Events;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>
/// Who takes the events of one ring: the strategies from the first event to the last, and sinks that come and go. Nobody works on memory that is given
/// back: all have ended when <see cref="Stop"/> returns.
/// </summary>
internal sealed class RingReaders(RingProducer<MarketEvent> producer, IReadOnlyList<StrategyDriver> drivers, PipelineOptions options)
    : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SinkSeat> _sinks = [];
    private SinkRelay? _relay;
    private bool _isRunning;
    private bool _hasEnded;

    // Strategies first, in their order; replaced as a whole, so that others read it in passing.
    private volatile RingThread[] _all = [];

    /// <summary>All that are taking events, the strategies first; empty before they are started.</summary>
    public IReadOnlyList<RingThread> All => _all;

    /// <summary>Starts the strategies, and the sinks that are there already.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _isRunning = true;
            _all = [.. drivers.Select(driver => driver.Start(producer, options))];
            foreach (SinkSeat seat in _sinks) Start(seat);
        }
    }

    /// <summary>Gives events from here on to a sink.</summary>
    public IDisposable Attach(IFeedSink sink, FullRing fullRing)
    {
        lock (_lock)
        {
            if (_hasEnded) throw new InvalidOperationException($"{sink.Name} cannot be attached: the feed has ended");
            SinkSeat seat = new(sink, fullRing);
            _sinks.Add(seat);
            if (_isRunning) Start(seat);
            return new Detachment(() => Detach(seat));
        }
    }

    /// <summary>Lets everybody take what is left, and waits for their ends.</summary>
    /// <param name="warnings">Takes what was refused to their threads.</param>
    /// <exception cref="Exception">What a sink threw.</exception>
    public void Stop(List<string> warnings)
    {
        RingThread[] all = End();
        foreach (RingThread reader in all) FeedThread.Warn(reader.Refusals, reader.Worker.Name, warnings);
        foreach (SinkSeat seat in _sinks)
        {
            if (seat.Thread?.Worker.Failure is RingDetachedException detached) warnings.Add($"{seat.Sink.Name}: {detached.Message}");
            else if (seat.Thread?.Worker.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _relay?.Dispose();
    }

    // The relay ends before those that read behind it: what it passed on is theirs to take.
    private RingThread[] End()
    {
        RingThread[] all;
        lock (_lock)
        {
            _hasEnded = true;
            all = _all;
        }

        foreach (RingThread reader in all.Where(reader => !IsBehindRelay(reader))) reader.Worker.Halt();
        foreach (RingThread reader in all.Where(reader => !IsBehindRelay(reader))) reader.Join();
        foreach (RingThread reader in all.Where(IsBehindRelay)) reader.Worker.Halt();
        foreach (RingThread reader in all) reader.Join();
        return all;
    }

    // Whoever reads without gating; those that read the ring itself may end with those behind the relay.
    private static bool IsBehindRelay(RingThread reader) => reader.Worker.Policy == RingPolicy.Skip;

    private void Start(SinkSeat seat)
    {
        seat.Thread = seat.FullRing switch
        {
            FullRing.Skip => Relay().Start(seat.Sink),
            FullRing.Detach => RingThread.Start(DetachingHandler<SinkHandler>.Consumer(seat.Sink.Name, producer, new SinkHandler(seat.Sink), options.Wait)),
            _ => RingThread.Start(new RingConsumer<MarketEvent, SinkHandler>(seat.Sink.Name, producer, new SinkHandler(seat.Sink), IdleStrategy.OfRing)),
        };
        _all = [.. _all, seat.Thread];
    }

    private SinkRelay Relay()
    {
        if (_relay is not null) return _relay;
        _relay = new SinkRelay(producer.Ring.BufferSize);
        _all = [.. _all, _relay.Start(producer)];
        return _relay;
    }

    private void Detach(SinkSeat seat)
    {
        lock (_lock)
        {
            if (_hasEnded) return;
            if (seat.Thread is null) _sinks.Remove(seat);
            _all = [.. _all.Where(reader => reader != seat.Thread)];
        }

        seat.Thread?.Worker.Halt();
        seat.Thread?.Join();
    }

    private sealed class SinkSeat(IFeedSink sink, FullRing fullRing)
    {
        public IFeedSink Sink => sink;

        public FullRing FullRing => fullRing;

        public RingThread? Thread { get; set; }
    }
}
