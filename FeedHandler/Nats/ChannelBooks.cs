using System.Buffers.Binary;
using FeedHandler.Client;
using FeedHandler.Client.Remote;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Distribution;
using FeedHandler.Wire;
using Delivery = FeedHandler.Client.Delivery;

namespace FeedHandler.Nats;

/// <summary>The books of a channel as its streams tell them, and what is to be told of the way to them.</summary>
internal sealed class ChannelBooks : IDisposable
{
    private const int ChannelOffset = FrameHeader.Bytes + 54; // of the composite "event": the channel's index at the feed, which may be another's here
    private readonly RemoteBooks _books;
    private readonly ChannelReader _reader;
    private readonly byte _channel;
    private readonly Predicate<SubscribedInstrument> _isWanted;
    private bool _isAwaited = true;
    private bool _hasToldLoss;
    private long _toldThrough = -1;

    /// <summary>Takes the room.</summary>
    /// <param name="reader">Reads the streams.</param>
    /// <param name="channel">The channel's index here.</param>
    /// <param name="options">How.</param>
    /// <param name="isWanted">Whether an instrument was asked for.</param>
    public ChannelBooks(ChannelReader reader, byte channel, NatsFeedOptions options, Predicate<SubscribedInstrument> isWanted)
    {
        (_reader, _channel, _isWanted) = (reader, channel, isWanted);
        RemoteFeedOptions remote = new()
        {
            Delivery = options.Delivery,
            IntervalMs = options.IntervalMs,
            InstrumentCountMax = options.InstrumentCountMax,
        };
        _books = new RemoteBooks(remote) { ComesByEvent = true };
    }

    /// <summary>The books.</summary>
    public RemoteBooks Books => _books;

    /// <summary>Reads the streams.</summary>
    public ChannelReader Reader => _reader;

    /// <summary>Where the stream is with what was taken.</summary>
    public StreamPlace Place { get; private set; }

    /// <summary>Whether books are awaited.</summary>
    public bool AwaitsBooks => _isAwaited;

    /// <summary>Whether the feed ended by itself.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Events that were lost.</summary>
    public long LostCount { get; private set; }

    /// <summary>How often the feed began anew.</summary>
    public long RestartCount { get; private set; }

    /// <summary>What was wrong with what came last; null for nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes what came.</summary>
    /// <param name="countMax">How many messages at most.</param>
    /// <param name="subscriber">Is told.</param>
    /// <returns>How many were taken.</returns>
    public int Poll(int countMax, IBookSubscriber subscriber)
    {
        int count = 0;
        while (count < countMax && _reader.TryTake(out StreamItem item))
        {
            count++;
            using (item.Frames) Take(item, subscriber);
        }

        _books.TellByTime(subscriber);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _books.Dispose();

    private void Take(in StreamItem item, IBookSubscriber subscriber)
    {
        switch (item.Kind)
        {
            case StreamItemKind.Begin:
                Begin(item.Place, subscriber);
                break;
            case StreamItemKind.State:
                TakeFrames(item, subscriber, atLeast: item.Place.Sequence);
                break;
            case StreamItemKind.Level:
                _isAwaited = false;
                break;
            default:
                TakeFrames(item, subscriber, atLeast: -1);
                break;
        }
    }

    private void Begin(in StreamPlace place, IBookSubscriber subscriber)
    {
        bool isFirst = Place.Epoch == 0;
        if (!isFirst && place.Epoch != Place.Epoch) Restart(subscriber);
        else if (!isFirst && !_hasToldLoss) Lose(Math.Max(0, place.Sequence - Place.Sequence), subscriber);
        _toldThrough = place.Epoch == Place.Epoch ? Math.Max(_toldThrough, place.Sequence) : place.Sequence;
        (Place, HasEnded, _hasToldLoss) = (place, false, false);
    }

    private void TakeFrames(in StreamItem item, IBookSubscriber subscriber, long atLeast)
    {
        bool isEvents = _books.BeginsWithDefinitions = item.Kind == StreamItemKind.Events;
        Span<byte> bytes = item.Frames.Span;
        if (isEvents && item.Place.Epoch != Place.Epoch && !BeginsLife(item.Place, bytes, subscriber))
        {
            Await(item.Place.Epoch); // whoever publishes began anew, within the feed
            return;
        }

        while (FrameDecoder.TryRead(bytes, out int frameBytes) == FrameResult.Frame)
        {
            string? wrong = TakeFrame(bytes[..frameBytes], atLeast, subscriber);
            bytes = bytes[frameBytes..];
            if (wrong is not null) Break(wrong);
            if (_isAwaited && isEvents) return;
        }

        if (bytes.Length > 0) Break("a message that ends within a frame");
        if (isEvents && !_isAwaited) Place = item.Place;
    }

    // A life that is told from its first event on needs no states.
    private bool BeginsLife(in StreamPlace place, ReadOnlySpan<byte> frames, IBookSubscriber subscriber)
    {
        bool isFirst = FrameDecoder.TryRead(frames, out int bytes) == FrameResult.Frame
            && SessionMessages.TryDecode(frames[..bytes], out NoticeMessage notice, out _)
            && notice is { Kind: NoticeKind.FeedRestarted, Count: 0 };
        if (!isFirst) return false;
        Restart(subscriber);
        (Place, HasEnded, _toldThrough) = (place, false, place.Sequence);
        return true;
    }

    private string? TakeFrame(Span<byte> frame, long atLeast, IBookSubscriber subscriber)
    {
        if (FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None) return "a frame that is none of this schema";
        if (header.TemplateId == Notice.TemplateId) return TakeNotice(frame, subscriber);
        if (frame.Length <= ChannelOffset) return "a frame that is too short";
        frame[ChannelOffset] = _channel;
        Span<byte> sequence = frame.Slice(FrameHeader.Bytes, sizeof(long));
        if (BinaryPrimitives.ReadInt64LittleEndian(sequence) < atLeast) BinaryPrimitives.WriteInt64LittleEndian(sequence, atLeast);
        if (header.IsEvent)
        {
            if (_books.BeginsWithDefinitions && subscriber is IStreamSubscriber all) Tell(frame, all);
            return _books.TakeEvent(frame, _isWanted, subscriber);
        }

        return header.TemplateId == BookSnapshot.TemplateId ? _books.TakeSnapshot(frame, _isWanted, subscriber) : null;
    }

    private void Tell(ReadOnlySpan<byte> frame, IStreamSubscriber subscriber)
    {
        if (!FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _) || place.Sequence <= _toldThrough) return;
        _toldThrough = place.Sequence;
        subscriber.OnTaken(told, place.Sequence, place.ChannelId);
    }

    private string? TakeNotice(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        if (!SessionMessages.TryDecode(frame, out NoticeMessage notice, out _)) return "a notice that cannot be read";
        if (notice.Kind == NoticeKind.FeedEnded) HasEnded = true;
        if (notice.Kind != NoticeKind.FeedLost) return null;
        Lose(notice.Count, subscriber);
        Await(Place.Epoch);
        return null;
    }

    private void Break(string wrong)
    {
        if (_isAwaited && Place.Epoch == 0) return;
        Fault = wrong;
        Await(Place.Epoch);
    }

    private void Await(long epoch)
    {
        _isAwaited = true;
        _books.Lose(static _ => true);
        _reader.Rejoin(epoch);
    }

    private void Lose(long count, IBookSubscriber subscriber)
    {
        _hasToldLoss = true;
        LostCount += count;
        subscriber.OnLost(count);
    }

    private void Restart(IBookSubscriber subscriber)
    {
        RestartCount++;
        _books.Forget();
        subscriber.OnRestart();
    }
}
