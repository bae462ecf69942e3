using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Wire;
using EventFlags = FeedHandler.Core.Events.EventFlags;

namespace FeedHandler.Sinks.Multicast;

/// <summary>
/// Sends one channel: its events as they come, heartbeats while none do, and its loop of snapshots. All of it under its owner's lock; it allocates nothing
/// after it was made, but for orders beyond those of which there was a snapshot before.
/// </summary>
internal sealed partial class ChannelPublisher : IDisposable
{
    private readonly PublishSettings _settings;
    private readonly ChannelPlan _plan;
    private readonly byte _index;
    private readonly ChannelBooks _books;
    private readonly PreviousSequences _previous;
    private readonly DatagramWriter _events;
    private readonly DatagramWriter _snapshots;
    private readonly byte[] _frame;
    private long _lastSequence;
    private long _sentNs;

    /// <summary>Takes the memory.</summary>
    /// <param name="settings">How it is sent.</param>
    /// <param name="plan">What; its parts become this one's to dispose of.</param>
    /// <param name="index">The channel's index in the feed.</param>
    /// <param name="previous">Says which event came before which, of all channels.</param>
    /// <param name="epoch">Life of the publisher.</param>
    public ChannelPublisher(PublishSettings settings, ChannelPlan plan, byte index, PreviousSequences previous, long epoch)
    {
        (_settings, _plan, _index, _previous) = (settings, plan, index, previous);
        _books = new ChannelBooks(plan);
        _events = new DatagramWriter(settings.PacketBytes, Feed.Incremental, epoch, plan.Id);
        _snapshots = new DatagramWriter(settings.PacketBytes, Feed.Snapshot, epoch, plan.Id);
        _frame = new byte[Math.Max(settings.PacketBytes, PublishSettings.PacketBytesMin)];
        Sent = settings.HistoryBytes > 0 ? new SentPackets(settings.HistoryBytes) : null;
    }

    /// <summary>The channel's number at the venue.</summary>
    public int Id => _plan.Id;

    /// <summary>What was sent, to be sent again; null where nothing is kept.</summary>
    public SentPackets? Sent { get; }

    /// <summary>Datagrams that the system refused, of all lines.</summary>
    public long RefusedCount => _plan.Incremental.RefusedCount + _plan.Loop.RefusedCount;

    /// <summary>Why one of them was refused; null when none was.</summary>
    public string? Failure => _plan.Incremental.Failure ?? _plan.Loop.Failure;

    /// <summary>Heartbeats that were sent.</summary>
    public long HeartbeatCount { get; private set; }

    /// <summary>Datagrams of events that were sent, each once however many lines there are.</summary>
    public long PacketCount => _events.Next - 1;

    /// <summary>Takes the next event of the channel.</summary>
    /// <param name="told">The event.</param>
    /// <param name="sequence">Its number in the feed.</param>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    public void Take(in MarketEvent told, long sequence, long nowNs)
    {
        _books.Take(told);
        EventPlace place = _previous.Take(told, sequence, _plan.Id);
        int frameBytes = Encode(told, place);
        _lastSequence = sequence;
        if (frameBytes == 0) return;
        if (frameBytes > _events.RoomBytes) SendEvents(nowNs);
        _events.Add(_frame.AsSpan(0, frameBytes));
    }

    /// <summary>Sends what was taken.</summary>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    public void Publish(long nowNs)
    {
        if (!_events.IsEmpty) SendEvents(nowNs);
        _plan.Incremental.Flush();
    }

    /// <summary>Sends a heartbeat where the channel has been silent for long.</summary>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    public void Beat(long nowNs)
    {
        if (nowNs - _sentNs < _settings.HeartbeatNs) return;
        _sentNs = nowNs;
        HeartbeatCount++;
        _plan.Incremental.Send(_events.Heartbeat(nowNs));
        _plan.Incremental.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _books.Dispose();
        _plan.Incremental.Dispose();
        _plan.Loop.Dispose();
        Sent?.Dispose();
    }

    // What is assumed of an instrument of which the venue said nothing is in the event itself.
    private int Encode(in MarketEvent told, in EventPlace place)
    {
        return told.Kind == EventKind.Definition && !told.IsAssumed
            ? FrameEncoder.EncodeDefinition(told, place, _books.Definition(told.InstrumentIndex), _books.Details(told.InstrumentIndex), _frame)
            : FrameEncoder.Encode(told, place, _frame);
    }

    private void SendEvents(long nowNs)
    {
        long number = _events.Next;
        ReadOnlySpan<byte> datagram = _events.Seal(nowNs);
        Sent?.Add(number, datagram);
        _plan.Incremental.Send(datagram);
        _sentNs = nowNs;
    }
}
