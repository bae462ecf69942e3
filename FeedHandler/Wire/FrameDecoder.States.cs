using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using Doubts = FeedHandler.Core.Books.BookDoubts;
using State = FeedHandler.Core.Books.BookState;

namespace FeedHandler.Wire;

/// <content>States: what is, as of an event.</content>
public static partial class FrameDecoder
{
    // What a later version adds to a set says nothing here.
    private const Doubts AllDoubts = Doubts.Levels | Doubts.Implied | Doubts.Status | Doubts.Volume | Doubts.Tail;

    /// <summary>Reads a snapshot of a book.</summary>
    /// <param name="frame">The frame, all of it.</param>
    /// <param name="snapshot">The book; when it is none, what it holds means nothing.</param>
    /// <param name="fault">What is wrong; <see cref="FrameFault.Template"/> of another message.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryDecodeSnapshot(ReadOnlySpan<byte> frame, out DecodedSnapshot snapshot, out FrameFault fault)
    {
        snapshot = default;
        fault = EnterState(frame, BookSnapshot.TemplateId, out snapshot.Head, out snapshot.Place);
        if (fault != FrameFault.None) return false;
        if (!BookSnapshot.TryDecode(frame[FrameHeader.LengthBytes..], out BookSnapshot message)) fault = FrameFault.Block;
        else fault = ReadBook(message, ref snapshot);
        if (fault == FrameFault.None) fault = ReadLevels(message, ref snapshot.Image);
        if (fault == FrameFault.None) fault = ReadStatistics(message, out snapshot.Statistics);
        return fault == FrameFault.None;
    }

    /// <summary>Reads the best prices of a book.</summary>
    /// <param name="frame">The frame, all of it.</param>
    /// <param name="top">The prices; when it has none, what it holds means nothing.</param>
    /// <param name="fault">What is wrong; <see cref="FrameFault.Template"/> of another message.</param>
    /// <returns>Whether it has them.</returns>
    public static bool TryDecodeTop(ReadOnlySpan<byte> frame, out DecodedTop top, out FrameFault fault)
    {
        top = default;
        fault = EnterState(frame, TopOfBook.TemplateId, out top.Head, out top.Place);
        if (fault != FrameFault.None) return false;
        if (!TopOfBook.TryDecode(frame[FrameHeader.LengthBytes..], out TopOfBook message))
        {
            fault = FrameFault.Block;
            return false;
        }

        top.Bid = new Level(message.BidLevel, message.BidPriceRaw, message.BidQuantityRaw, message.BidOrdersRaw);
        top.Ask = new Level(message.AskLevel, message.AskPriceRaw, message.AskQuantityRaw, message.AskOrdersRaw);
        (top.LastPriceNano, top.LastQuantity) = (message.LastPriceRaw, message.LastQuantity);
        (top.State, top.Doubts, top.Status) = ((State)message.State, (Doubts)message.Doubts & AllDoubts, (Core.Events.TradingStatus)message.Status);
        bool isRight = message.State.IsDefined() && message.Status.IsDefined() && IsBest(top.Bid) && IsBest(top.Ask);
        if (!isRight) fault = FrameFault.Value;
        return isRight;
    }

    private static bool IsBest(in Level level) =>
        level.Number <= InstrumentBook.DirectDepthMax && (level.Number == 0) == (level.PriceNano == MarketEvent.NullPrice);

    /// <summary>Reads which instrument a state is of, and as of which event, and no more of it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="templateId">Of which template it must be: a book's or orders' snapshot.</param>
    /// <param name="head">The instrument, and when it was told last.</param>
    /// <param name="place">The place of the last event that is in it.</param>
    public static bool TryReadState(ReadOnlySpan<byte> frame, int templateId, out MarketEvent head, out EventPlace place) =>
        EnterState(frame, templateId, out head, out place) == FrameFault.None;

    internal static FrameFault EnterState(ReadOnlySpan<byte> frame, int templateId, out MarketEvent head, out EventPlace place)
    {
        head = default;
        place = default;
        FrameFault fault = FrameHeader.Read(frame, out FrameHeader header);
        if (fault != FrameFault.None) return fault;
        if (header.TemplateId != templateId) return FrameFault.Template;
        if (header.BlockLength < EventHead.Bytes) return FrameFault.Block;
        fault = EventHead.Read(frame, out head, out place);
        if (fault != FrameFault.None) return fault;
        return head.InstrumentIndex == MarketEvent.NoInstrument ? FrameFault.Instrument : FrameFault.None;
    }

    private static FrameFault ReadBook(in BookSnapshot message, ref DecodedSnapshot snapshot)
    {
        ref BookImage image = ref snapshot.Image;
        (image.SecurityId, image.NextRptSeq, image.SuspectRptSeq) = (message.SecurityId, message.NextRptSeq, message.SuspectRptSeq);
        (image.DirectDepth, image.ImpliedDepth) = (message.DirectDepth, message.ImpliedDepth);
        (image.State, image.Doubts) = ((State)message.State, (Doubts)message.Doubts & AllDoubts);
        (image.IsStated, image.IsDepthTold, image.OwnHalt) = (message.IsStated, message.IsDepthTold, (byte)message.OwnHalt);
        (image.Status, image.StatusCode) = ((Core.Events.TradingStatus)message.Status, message.StatusCode);
        (image.LastPriceNano, image.LastQuantity, image.Volume) = (message.LastPriceRaw, message.LastQuantity, message.VolumeRaw);
        (snapshot.Cause, snapshot.IsWithinEvent) = (message.Cause, message.IsWithinEvent != 0);
        bool isRight = message.State.IsDefined() && message.OwnHalt.IsDefined() && message.Status.IsDefined() && message.Cause.IsDefined()
            && image.IsStated <= 1 && image.IsDepthTold <= 1 && message.IsWithinEvent <= 1
            && image.DirectDepth is > 0 and <= InstrumentBook.DirectDepthMax && image.ImpliedDepth <= InstrumentBook.ImpliedDepthMax;
        return isRight ? FrameFault.None : FrameFault.Value;
    }

    private static FrameFault ReadLevels(in BookSnapshot message, ref BookImage image)
    {
        for (int place = 0; place < BookImage.LevelCount; place++) image[place] = ImagePlace.EmptyAt(place);
        if (!message.TryGetLevels(out BookSnapshot.LevelsGroup levels) || levels.Count > BookImage.LevelCount) return FrameFault.Group;
        uint told = 0;
        foreach (BookSnapshot.LevelsEntry entry in levels)
        {
            BookSide side = (BookSide)entry.Side;
            int place = ImagePlace.Of(side, entry.Level);
            bool isInDepth = place >= 0 && entry.Level <= (side <= BookSide.Ask ? image.DirectDepth : image.ImpliedDepth);
            if (!isInDepth || (told & (1u << place)) != 0 || !entry.Known.IsDefined() || entry.PriceRaw == InstrumentBook.UnknownPrice) return FrameFault.Value;
            told |= 1u << place;
            long priceNano = entry.Known == LevelState.Unknown ? InstrumentBook.UnknownPrice : entry.PriceRaw;
            image[place] = new ImageLevel { PriceNano = priceNano, Quantity = entry.QuantityRaw, Orders = entry.OrdersRaw };
        }

        return FrameFault.None;
    }

    private static FrameFault ReadStatistics(in BookSnapshot message, out StatisticSet statistics)
    {
        statistics = StatisticSet.Untold;
        if (!message.TryGetStatistics(out BookSnapshot.StatisticsGroup group) || group.Count > StatisticSet.Count) return FrameFault.Group;
        foreach (BookSnapshot.StatisticsEntry entry in group)
        {
            if (!entry.Kind.IsDefined() || entry.IsInDoubt > 1) return FrameFault.Value;
            statistics.Take((Core.Events.StatisticKind)entry.Kind, entry.ValueRaw, entry.IsInDoubt != 0);
        }

        return FrameFault.None;
    }
}
