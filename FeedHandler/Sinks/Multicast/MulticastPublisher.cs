using FeedHandler.Core.Events;
using FeedHandler.Native.Clocks;
using FeedHandler.Wire;

namespace FeedHandler.Sinks.Multicast;

/// <summary>
/// Sends a feed by multicast (docs/multicast.md): events as they are taken, and by a thread of its own heartbeats and loops of snapshots. One thread gives
/// events; the two are held apart by a lock that neither holds for longer than it takes to fill and send what is at hand.
/// </summary>
public sealed class MulticastPublisher : IDisposable
{
    private const long NsPerMs = 1_000_000;
    private const long CatchUpMsMax = 20; // a thread that was kept from running does not send all that it missed at once
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly ChannelPublisher[] _channels;
    private readonly PublishSettings _settings;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread? _thread;
    private readonly Func<long> _nowNs;
    private long _sequence;
    private long _batchNs;
    private long _loopNs;
    private int _turn;
    private bool _isBatch;
    private bool _isDisposed;

    /// <summary>Begins to send.</summary>
    /// <param name="settings">How.</param>
    /// <param name="channels">The feed's channels in its order; they become this one's to dispose of.</param>
    /// <param name="nowNs">Gives the time, nanoseconds since the Unix epoch; null for the clock, and a thread that keeps to it.</param>
    public MulticastPublisher(PublishSettings settings, IReadOnlyList<ChannelPlan> channels, Func<long>? nowNs = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.PacketBytes, PublishSettings.PacketBytesMin, nameof(settings));
        _settings = settings;
        _nowNs = nowNs ?? WallClock.NowNs;
        Epoch = _loopNs = _nowNs();
        PreviousSequences previous = new(since: 0);
        _channels = [.. channels.Select((plan, index) => new ChannelPublisher(settings, plan, (byte)index, previous, Epoch))];
        if (nowNs is not null) return;
        _thread = new Thread(Run) { Name = "multicast-loop", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Life of the publisher: when it began, nanoseconds since the Unix epoch.</summary>
    public long Epoch { get; }

    /// <summary>Datagrams that the system refused, of all lines.</summary>
    public long RefusedCount => _channels.Sum(static channel => channel.RefusedCount);

    /// <summary>Why one of them was refused; null when none was.</summary>
    public string? Failure => _channels.Select(static channel => channel.Failure).FirstOrDefault(static failure => failure is not null);

    /// <summary>Datagrams of events that were sent, each once however many lines there are.</summary>
    public long PacketCount => _channels.Sum(static channel => channel.PacketCount);

    /// <summary>Heartbeats that were sent.</summary>
    public long HeartbeatCount => _channels.Sum(static channel => channel.HeartbeatCount);

    /// <summary>Turns of loops that came to their end.</summary>
    public long TurnCount => _channels.Sum(static channel => channel.TurnCount);

    /// <summary>What was sent of a channel; null for one that there is not, and where nothing is kept.</summary>
    /// <param name="channelId">The channel's number at the venue.</param>
    public SentPackets? SentOf(int channelId) => Array.Find(_channels, channel => channel.Id == channelId)?.Sent;

    /// <summary>Takes the next event of the feed. It goes out at <see cref="Publish"/> at the latest.</summary>
    /// <param name="told">The event; all of the feed must be given, in order.</param>
    public void Take(in MarketEvent told)
    {
        if (!_isBatch) BeginBatch();
        _channels[told.Channel].Take(told, ++_sequence, _batchNs);
    }

    /// <summary>Sends what was taken: the events at hand are all of a packet at least.</summary>
    public void Publish()
    {
        if (!_isBatch) return;
        foreach (ChannelPublisher channel in _channels) channel.Publish(_batchNs);
        _isBatch = false;
        _lock.Exit();
    }

    /// <summary>Sends heartbeats and what is due of the loops. Called by the publisher's own thread, or by whoever gives it the time.</summary>
    public void Tick()
    {
        long nowNs = _nowNs();
        if (!_lock.TryEnter(Patience)) return; // a batch that does not end is one whose thread failed
        try
        {
            if (_isDisposed) return;
            foreach (ChannelPublisher channel in _channels) channel.Beat(nowNs);
        }
        finally
        {
            _lock.Exit();
        }

        long elapsedMs = Math.Clamp((nowNs - _loopNs) / NsPerMs, 0, CatchUpMsMax);
        if (elapsedMs > 0) _loopNs = nowNs;
        for (long left = elapsedMs * _settings.LoopPacketsPerMs; left > 0 && TryTurn(nowNs); left--) continue;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        if (_isDisposed) return;
        _isDisposed = true;
        foreach (ChannelPublisher channel in _channels) channel.Dispose();
        _stop.Dispose();
    }

    private void BeginBatch()
    {
        _lock.Enter();
        (_isBatch, _batchNs) = (true, _nowNs());
    }

    // One datagram at a time, so that events wait for no more than that.
    private bool TryTurn(long nowNs)
    {
        if (!_lock.TryEnter(Patience)) return false;
        try
        {
            for (int i = 0; i < _channels.Length; i++)
            {
                if (_channels[_turn++ % _channels.Length].TurnLoop(nowNs)) return true;
            }

            return false;
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void Run()
    {
        while (!_stop.Wait(Step)) Tick();
    }
}
