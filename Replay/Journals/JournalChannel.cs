using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;
using FeedHandler.Wire;

namespace FeedHandler.Replay.Journals;

/// <summary>A channel of a journal: its events as datagrams of one group, its states as those of another.</summary>
internal sealed class JournalChannel
{
    private const int DatagramBytes = 60_000;
    private readonly PcapNgWriter _writer;
    private readonly UdpFrameWriter _incremental;
    private readonly UdpFrameWriter _snapshot;
    private readonly DatagramWriter _events;
    private readonly DatagramWriter _states;
    private readonly byte[] _frame = new byte[DatagramBytes + UdpFrameWriter.HeaderBytes];
    private readonly byte[] _message = new byte[MulticastMessages.BytesMax];
    private readonly int _channelId;
    private (long RxNs, uint SeqNum) _packet;
    private long _stateSequence;
    private long _rxNs;
    private bool _isLate; // and has not said so yet

    /// <summary>Begins a channel.</summary>
    /// <param name="writer">Takes its packets.</param>
    /// <param name="incremental">The group of its events.</param>
    /// <param name="snapshot">The group of its states.</param>
    /// <param name="life">Which life of the feed it is of, counted.</param>
    /// <param name="channelId">Its number at the venue.</param>
    /// <param name="first">The first event, and when it was received. Unless it is the feed's very first it is joined late, with states.</param>
    public JournalChannel(PcapNgWriter writer, UdpEndpoint incremental, UdpEndpoint snapshot, int life, int channelId, (long Sequence, long RxNs) first)
    {
        (_writer, _channelId, _rxNs) = (writer, channelId, first.RxNs);
        (_incremental, _snapshot) = (new UdpFrameWriter(incremental), new UdpFrameWriter(snapshot));
        _events = new DatagramWriter(DatagramBytes, Feed.Incremental, life, channelId);
        _states = new DatagramWriter(DatagramBytes, Feed.Snapshot, life, channelId);
        if (first.Sequence == 0) return;
        _events.Skip();
        _isLate = true;
    }

    /// <summary>Takes an event.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="told">The event.</param>
    /// <param name="sequence">Its number in the feed.</param>
    public void AddEvent(ReadOnlySpan<byte> frame, in MarketEvent told, long sequence)
    {
        SealStates();
        _stateSequence = sequence;
        long rxNs = told.ReceivedNs(_rxNs);
        bool isNext = _packet != (rxNs, told.SeqNum) || frame.Length > _events.RoomBytes;
        if (isNext) SealEvents();
        (_packet, _rxNs, _isLate) = ((rxNs, told.SeqNum), rxNs, false);
        _events.Add(frame);
    }

    /// <summary>Takes a state: what an instrument is, its book, or some of its orders.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="sequence">The last event in it.</param>
    public void AddState(ReadOnlySpan<byte> frame, long sequence)
    {
        SealEvents();
        if (_isLate) Write(_incremental, _events.Heartbeat(_rxNs));
        _isLate = false;
        if (frame.Length > _states.RoomBytes || Math.Max(_stateSequence, sequence) != _stateSequence) SealStates();
        _stateSequence = Math.Max(_stateSequence, sequence);
        if (_states.IsEmpty) Begin();
        _states.Add(frame);
    }

    /// <summary>Leaves a number out: events are missing.</summary>
    public void Skip() => _events.Skip();

    /// <summary>Ends what is being filled.</summary>
    public void Seal()
    {
        SealEvents();
        SealStates();
    }

    private void Begin()
    {
        SnapshotBeginMessage moment = new(_stateSequence, _events.Next - 1, InstrumentCount: 0, _channelId);
        _states.Add(_message.AsSpan(0, MulticastMessages.Encode(moment, _message)));
    }

    private void SealEvents()
    {
        if (!_events.IsEmpty) Write(_incremental, _events.Seal(_rxNs));
    }

    private void SealStates()
    {
        if (!_states.IsEmpty) Write(_snapshot, _states.Seal(_rxNs));
    }

    private void Write(UdpFrameWriter group, ReadOnlySpan<byte> datagram) =>
        _writer.Write(_frame.AsSpan(0, group.Write(datagram, _frame)), Math.Max(_rxNs, 0));
}
