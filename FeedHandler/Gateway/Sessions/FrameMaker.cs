using System.Text;
using FeedHandler.Client;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Wire;
using SnapshotCause = FeedHandler.Codecs.Normalized.SnapshotCause;

namespace FeedHandler.Gateway.Sessions;

/// <summary>Encodes market data, each once for all who take it.</summary>
/// <param name="frames">Where.</param>
/// <param name="previous">What came before an event.</param>
internal sealed class FrameMaker(SharedFrames frames, PreviousSequences previous)
{
    private const int SnapshotBytesMax = FrameEncoder.EventBytesMax + FrameEncoder.SnapshotBytesMax;

    /// <summary>An event of the stream.</summary>
    /// <param name="told">The event.</param>
    /// <param name="place">Its place.</param>
    /// <param name="instrument">Its instrument, as it is now; null of a channel's.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False when there is no memory, or the event is of no kind that is told.</returns>
    public bool TryMakeEvent(in MarketEvent told, in EventPlace place, SubscribedInstrument? instrument, out SharedFrame frame)
    {
        frame = default;
        if (!frames.TryReserve(FrameEncoder.EventBytesMax, out Span<byte> room)) return false;
        int bytes = Encode(told, place, instrument, room);
        if (bytes > 0) frame = frames.Commit(bytes);
        return bytes > 0;
    }

    /// <summary>What an instrument is, outside of the stream.</summary>
    public bool TryMakeDefinition(InstrumentFeed instrument, in SubscribedBook book, long asOf, out SharedFrame frame)
    {
        frame = default;
        if (!frames.TryReserve(FrameEncoder.EventBytesMax, out Span<byte> room)) return false;
        frame = frames.Commit(EncodeDefinition(book, PlaceOf(instrument, asOf), room));
        return true;
    }

    /// <summary>A book as of an event, with what the instrument is unless it is told by time.</summary>
    public bool TryMakeSnapshot(
        InstrumentFeed instrument, in SubscribedBook book, (long AsOf, bool IsWithinEvent, SnapshotCause Cause) told, out SharedFrame frame)
    {
        ref KeptSnapshot kept = ref instrument.Snapshot;
        frame = kept.Frame;
        EventPlace place = PlaceOf(instrument, told.AsOf);
        SnapshotKey key = new(frames.Era, instrument.ChangedAt, place.PreviousOfChannel, told.IsWithinEvent, told.Cause);
        if (kept.Key == key && key.Era > 0) return true;
        if (!frames.TryReserve(SnapshotBytesMax, out Span<byte> room)) return false;
        int bytes = told.Cause == SnapshotCause.Interval ? 0 : EncodeDefinition(book, place, room);
        bytes += EncodeSnapshot(book, place, told.Cause, told.IsWithinEvent, room[bytes..]);
        frame = frames.Commit(bytes);
        kept = new KeptSnapshot(key with { Era = frames.Era }, frame); // making room may have begun another segment
        return true;
    }

    /// <summary>The best prices as of an event.</summary>
    public bool TryMakeTop(InstrumentFeed instrument, in SubscribedBook book, long asOf, out SharedFrame frame)
    {
        frame = default;
        if (!frames.TryReserve(FrameEncoder.TopBytes, out Span<byte> room)) return false;
        frame = frames.Commit(FrameEncoder.EncodeTop(HeadOf(book), PlaceOf(instrument, asOf), book.Book, room));
        return true;
    }

    /// <summary>Encodes an event into memory of the caller, of at least <see cref="FrameEncoder.EventBytesMax"/> bytes.</summary>
    public static int Encode(in MarketEvent told, in EventPlace place, SubscribedInstrument? instrument, Span<byte> room)
    {
        if (told.Kind != EventKind.Definition || instrument is null) return FrameEncoder.Encode(told, place, room);
        return FrameEncoder.EncodeDefinition(told, place, RecordOf(instrument), room);
    }

    /// <summary>Encodes what an instrument is, outside of the stream, into memory of the caller of at least <see cref="FrameEncoder.EventBytesMax"/>.</summary>
    public static int EncodeDefinition(in SubscribedBook book, in EventPlace place, Span<byte> room)
    {
        SubscribedInstrument known = book.Instrument;
        MarketEvent told = HeadOf(book);
        told.Kind = EventKind.Definition;
        told.Flags = EventFlags.Restored | (known.IsDefined ? EventFlags.None : EventFlags.Assumed) | (known.IsDeleted ? EventFlags.Deleted : EventFlags.None);
        told.Quantity = known.SecurityId;
        (told.Level, told.Detail) = ((byte)book.Book.Depth(BookSide.Bid), (byte)book.Book.Depth(BookSide.ImpliedBid));
        (told.Status, told.Orders) = (book.Book.Status, book.Book.StatusCode);
        // It names nothing before it: whoever has the instrument may have been told nothing for a while, and the book behind it makes up for that.
        return FrameEncoder.EncodeDefinition(told, place with { Previous = 0, PreviousOfChannel = 0 }, RecordOf(known), room);
    }

    /// <summary>Encodes a book into memory of the caller, of at least <see cref="FrameEncoder.SnapshotBytesMax"/> bytes.</summary>
    public static int EncodeSnapshot(in SubscribedBook book, in EventPlace place, SnapshotCause cause, bool isWithinEvent, Span<byte> room)
    {
        BookImage image = default;
        book.Book.CopyTo(ref image);
        return FrameEncoder.EncodeSnapshot(HeadOf(book), place, image, cause, isWithinEvent, book.Statistics, room);
    }

    /// <summary>An event of no kind of an instrument, with what its last one said of when.</summary>
    public static MarketEvent HeadOf(in SubscribedBook book) => new()
    {
        Channel = (byte)book.Instrument.Channel,
        InstrumentIndex = book.Instrument.InstrumentIndex,
        TransactTimeNs = book.TransactTimeNs,
        SeqNum = book.SeqNum,
        RptSeq = book.Book.RptSeq,
        Flags = EventFlags.Restored,
    };

    /// <summary>The place of a state of an instrument.</summary>
    public EventPlace PlaceOf(InstrumentFeed instrument, long asOf) =>
        previous.PlaceOf((byte)instrument.Instrument.Channel, instrument.Instrument.InstrumentIndex, asOf, instrument.Instrument.ChannelId);

    private static SharedInstrument RecordOf(SubscribedInstrument instrument)
    {
        Span<byte> text = stackalloc byte[Text32.LengthMax];
        return new SharedInstrument
        {
            DisplayFactorNano = instrument.DisplayFactorNano,
            MinPriceIncrementNano = instrument.MinPriceIncrementNano,
            Symbol = new Text32(Latin1(instrument.Symbol, text)),
            Group = new Text8(Latin1(instrument.SecurityGroup, text)),
            Asset = new Text8(Latin1(instrument.Asset, text)),
            SecurityType = new Text8(Latin1(instrument.SecurityType, text)),
        };
    }

    private static ReadOnlySpan<byte> Latin1(string text, Span<byte> room) =>
        room[..Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(text.Length, room.Length)), room)];
}
