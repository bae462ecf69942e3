using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Gateway.Journals;
using FeedHandler.Wire;

namespace FeedHandler.Distribution;

/// <summary>
/// Publishes the events of a channel. Each message names the one that it follows, and the broker keeps it only there: nothing is lost, nothing comes twice and
/// nothing in another order, whoever failed in between. Whatever goes wrong, it looks how far the stream is and goes on from there out of the journal.
/// </summary>
/// <param name="channelId">The channel's number at the venue.</param>
/// <param name="stream">Its stream.</param>
/// <param name="options">How.</param>
/// <param name="counters">Takes what is counted.</param>
internal sealed partial class ChannelSender(int channelId, IBrokerStream stream, PublishOptions options, PublishCounters counters) : IDisposable
{
    private readonly MessageBatch _batch = new(options.IsPair);
    private readonly MessageWindow _window = new(stream, options, counters);
    private readonly Dictionary<long, ulong> _digestAt = []; // by the number of a file of the journal, as of its begin
    private StreamPlace _place; // with all that was taken
    private bool _isDigestKnown;
    private string? _previousId;
    private long _previousPosition;

    /// <summary>The channel's number at the venue.</summary>
    public int ChannelId => channelId;

    /// <summary>What it does at this moment. Written by the publisher's thread, read by any.</summary>
    public ChannelRole Role { get; private set; }

    /// <summary>Where the stream is with all that was taken.</summary>
    public StreamPlace Place => _place;

    /// <summary>The position of the last message that the broker is known to keep.</summary>
    public long Position => _window.Position;

    /// <summary>Events that were taken, and are not known to be kept.</summary>
    public long BehindCount => Role == ChannelRole.Publishing ? Math.Max(0, _place.Sequence - _window.Acknowledged) : 0;

    /// <summary>Behind which place, and position, all states were told last; null before they were.</summary>
    public (StreamPlace Place, long Position)? Mark { get; set; }

    /// <summary>Messages under way.</summary>
    public int InFlightCount => _window.Count;

    /// <summary>The symbol of an instrument, for the subject of a message that concerns it alone.</summary>
    public Func<int, string>? SymbolOf { get; init; }

    /// <summary>Takes an event.</summary>
    /// <exception cref="BrokerException">The broker cannot take more.</exception>
    public void Take(in MarketEvent told, long sequence, ReadOnlySpan<byte> frame)
    {
        if (_isSkipping || sequence <= _place.Sequence) return;
        if (Role == ChannelRole.Seeking && sequence > _target.Sequence) Reach();
        if (Role == ChannelRole.Publishing && _batch.EndsBefore(told, frame.Length)) Flush();
        _place = _place with { Sequence = sequence, Digest = StreamDigest.Add(_place.Digest, told, sequence) };
        if (Role == ChannelRole.Publishing) _batch.Add(told.InstrumentIndex, told.SeqNum, frame);
    }

    /// <summary>Sends what was taken. Called where there is nothing more to take at this moment.</summary>
    /// <exception cref="BrokerException">The broker cannot take more.</exception>
    public void Flush()
    {
        if (Role != ChannelRole.Publishing) return;
        if (_batch.EventCount > 0) Send();
        _window.Take();
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Send()
    {
        _window.WaitForRoom();
        string id = _place.ToId(channelId);
        string symbol = _batch.Instrument >= 0 && SymbolOf is not null ? SymbolOf(_batch.Instrument) : "";
        stream.Send(new BrokerMessage(_window.Next, symbol, _batch.Frames, id, _previousId, _previousPosition));
        _window.Note(_place.Sequence);
        counters.Add(PublishCount.Messages);
        counters.Add(PublishCount.Events, _batch.EventCount);
        counters.Add(PublishCount.Bytes, _batch.Frames.Length);
        _previousId = id;
        _batch.Clear();
    }

    // What subscribers have to know between events: that nothing builds on what was told, or how many were lost.
    private void Tell(NoticeKind kind, long count)
    {
        Span<byte> frame = stackalloc byte[SessionMessages.BytesMax];
        int bytes = SessionMessages.Encode(new NoticeMessage(kind, Math.Max(0, _place.Sequence), _place.Epoch, count, 0, ""), frame);
        _batch.Add(MarketEvent.NoInstrument, 0, frame[..bytes]);
        Send();
    }
}
