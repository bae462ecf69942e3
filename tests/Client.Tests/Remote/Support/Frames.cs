using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Sharing;
using FeedHandler.Wire;
using EventFlags = FeedHandler.Core.Events.EventFlags;

namespace FeedHandler.Client.Tests.Remote.Support;

/// <summary>Frames of one channel, 310, with instruments I0, I1 and so on.</summary>
internal static class Frames
{
    public const int ChannelId = 310;

    /// <summary>What an instrument is.</summary>
    public static FrameWriter Definition(int index, long asOf) => frame =>
    {
        SharedInstrument record = new() { Symbol = new Core.Instruments.Text32(System.Text.Encoding.ASCII.GetBytes($"I{index}")) };
        return FrameEncoder.EncodeDefinition(Told(EventKind.Definition, index, 1000 + index, EventFlags.Restored), At(asOf), record, frame);
    };

    /// <summary>A book with one bid.</summary>
    public static FrameWriter Snapshot(int index, long asOf, long bid, SnapshotCause cause = SnapshotCause.Begin) => frame =>
    {
        BookImage image = Image(index, bid);
        return FrameEncoder.EncodeSnapshot(Told(EventKind.None, index, 0, EventFlags.Restored), At(asOf), image, cause, isWithinEvent: false, frame);
    };

    /// <summary>Best prices.</summary>
    public static FrameWriter Top(int index, long asOf, long bid) => frame =>
    {
        using BookTable books = new(1);
        books.Add(1000 + index);
        books[0].TryRestore(Image(index, bid));
        return FrameEncoder.EncodeTop(Told(EventKind.None, index, 0, EventFlags.Restored), At(asOf), books[0], frame);
    };

    /// <summary>The best bid is another.</summary>
    public static FrameWriter Quote(int index, long sequence, long previous, long bid, EventFlags flags = EventFlags.EndOfEvent | EventFlags.LastOfInstrument) =>
        QuoteAt(index, new EventPlace(sequence, previous, 0, ChannelId), bid, flags);

    public static FrameWriter QuoteAt(int index, EventPlace place, long bid, EventFlags flags = EventFlags.EndOfEvent | EventFlags.LastOfInstrument) => frame =>
    {
        MarketEvent told = Told(EventKind.Book, index, 5, flags);
        (told.Action, told.Side, told.Level, told.PriceNano, told.Orders) = (BookAction.Overlay, BookSide.Bid, 1, bid, 1);
        return FrameEncoder.Encode(told, place, frame);
    };

    /// <summary>Packets were lost at the feed.</summary>
    public static FrameWriter Gap(long sequence, long previousOfChannel) => frame =>
    {
        MarketEvent told = Told(EventKind.Gap, MarketEvent.NoInstrument, 3, EventFlags.EndOfEvent);
        return FrameEncoder.Encode(told, new EventPlace(sequence, previousOfChannel, previousOfChannel, ChannelId), frame);
    };

    public static FrameWriter Notice(NoticeKind kind, uint requestId = 0, long count = 0, long epoch = 7) =>
        frame => SessionMessages.Encode(new NoticeMessage(kind, 100, epoch, count, requestId, ""), frame);

    public static FrameWriter SnapshotsEnd(uint requestId = 1) => Notice(NoticeKind.SnapshotsEnd, requestId);

    public static FrameWriter Reject(RejectReason reason, uint requestId = 0, string text = "") =>
        frame => SessionMessages.Encode(new RejectMessage(requestId, reason, text), frame);

    public static FrameWriter Logout(RejectReason reason) => frame => SessionMessages.Encode(new LogoutMessage(reason, ""), frame);

    public static FrameWriter Heartbeat(long sequence) => frame => SessionMessages.EncodeHeartbeat(sequence, 0, frame);

    private static EventPlace At(long asOf) => new(asOf, asOf, asOf, ChannelId);

    private static MarketEvent Told(EventKind kind, int index, long quantity, EventFlags flags) =>
        new() { Kind = kind, InstrumentIndex = index, Quantity = quantity, Level = 10, Detail = 2, Flags = flags };

    private static BookImage Image(int index, long bid)
    {
        using BookTable books = new(1);
        books.Add(1000 + index);
        ref InstrumentBook book = ref books[0];
        MarketEvent quote = Told(EventKind.Book, 0, 5, EventFlags.EndOfEvent);
        (quote.Action, quote.Side, quote.Level, quote.PriceNano, quote.Orders) = (BookAction.Overlay, BookSide.Bid, 1, bid, 1);
        BookReplica.Apply(quote, ref book);
        BookImage image = default;
        book.CopyTo(ref image);
        return image;
    }
}
