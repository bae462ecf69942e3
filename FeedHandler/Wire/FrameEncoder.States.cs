using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Wire;

/// <content>States: what is, as of an event.</content>
public static partial class FrameEncoder
{
    /// <summary>The longest frame of a snapshot of a book.</summary>
    public const int SnapshotBytesMax = FrameHeader.Bytes + BookSnapshotEncoder.EncodedLengthMin
        + (BookImage.LevelCount * BookSnapshotEncoder.LevelsEntryEncoder.BlockLength)
        + (StatisticSet.Count * BookSnapshotEncoder.StatisticsEntryEncoder.BlockLength);

    /// <summary>The length of the frame of the best prices.</summary>
    public const int TopBytes = FrameHeader.Bytes + TopOfBookEncoder.EncodedLengthMin;

    /// <summary>Writes a snapshot of a book without statistics.</summary>
    /// <param name="head">Of what instrument it is and when it was told last: times, packet, flags. Its kind is not read.</param>
    /// <param name="place">The place of the last event that is in it.</param>
    /// <param name="image">The book.</param>
    /// <param name="cause">Why it is told.</param>
    /// <param name="isWithinEvent">Whether it is of the middle of a match event.</param>
    /// <param name="frame">Takes the frame, at least <see cref="SnapshotBytesMax"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeSnapshot(
        in MarketEvent head, in EventPlace place, in BookImage image, SnapshotCause cause, bool isWithinEvent, Span<byte> frame) =>
        TrySnapshot(head, place, image, cause, isWithinEvent, frame, out BookSnapshotEncoder encoder) ? Close(frame, encoder.MessageLength) : 0;

    /// <summary>Writes a snapshot of a book with its statistics: those that were told, and those in doubt.</summary>
    /// <param name="head">Of what instrument it is and when it was told last: times, packet, flags. Its kind is not read.</param>
    /// <param name="place">The place of the last event that is in it.</param>
    /// <param name="image">The book.</param>
    /// <param name="cause">Why it is told.</param>
    /// <param name="isWithinEvent">Whether it is of the middle of a match event.</param>
    /// <param name="statistics">The statistics, as of the same event.</param>
    /// <param name="frame">Takes the frame, at least <see cref="SnapshotBytesMax"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeSnapshot(
        in MarketEvent head, in EventPlace place, in BookImage image, SnapshotCause cause, bool isWithinEvent, in StatisticSet statistics, Span<byte> frame)
    {
        if (!TrySnapshot(head, place, image, cause, isWithinEvent, frame, out BookSnapshotEncoder encoder)) return 0;
        SetStatistics(ref encoder, statistics);
        return Close(frame, encoder.MessageLength);
    }

    /// <summary>Writes the best prices of a book: of each side the best level that is known. What is not known, or in doubt, the state says.</summary>
    /// <param name="head">Of what instrument it is and when it was told last: times, packet, flags. Its kind is not read.</param>
    /// <param name="place">The place of the last event that is in it.</param>
    /// <param name="book">The book.</param>
    /// <param name="frame">Takes the frame, at least <see cref="TopBytes"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeTop(in MarketEvent head, in EventPlace place, in InstrumentBook book, Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, TopBytes, nameof(frame));
        if (!TopOfBookEncoder.TryEncode(frame[FrameHeader.LengthBytes..], out TopOfBookEncoder encoder)) return 0;
        EventHead.Write(head, place, frame);
        BookTop top = BookTop.Of(book);
        if (top.Bid is { } bid) (encoder.BidPriceRaw, encoder.BidQuantityRaw, encoder.BidOrdersRaw, encoder.BidLevel) = Parts(bid);
        if (top.Ask is { } ask) (encoder.AskPriceRaw, encoder.AskQuantityRaw, encoder.AskOrdersRaw, encoder.AskLevel) = Parts(ask);
        encoder.LastPriceRaw = book.LastPriceNano;
        encoder.LastQuantity = book.LastQuantity;
        encoder.State = (Codecs.Normalized.BookState)top.State;
        encoder.Doubts = (Codecs.Normalized.BookDoubts)top.Doubts;
        encoder.Status = (Codecs.Normalized.TradingStatus)book.Status;
        return Close(frame, encoder.MessageLength);
    }

    private static (long PriceNano, long Quantity, int Orders, byte Number) Parts(in Level level) =>
        (level.PriceNano, level.Quantity, level.Orders, (byte)level.Number);

    private static bool TrySnapshot(
        in MarketEvent head, in EventPlace place, in BookImage image, SnapshotCause cause, bool isWithinEvent, Span<byte> frame,
        out BookSnapshotEncoder encoder)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, SnapshotBytesMax, nameof(frame));
        if (!BookSnapshotEncoder.TryEncode(frame[FrameHeader.LengthBytes..], out encoder)) return false;
        EventHead.Write(head, place, frame);
        encoder.Cause = cause;
        encoder.IsWithinEvent = isWithinEvent ? (byte)1 : (byte)0;
        SetBook(ref encoder, image);
        SetLevels(ref encoder, image);
        return true;
    }

    private static void SetBook(ref BookSnapshotEncoder encoder, in BookImage image)
    {
        encoder.SecurityId = image.SecurityId;
        encoder.NextRptSeq = image.NextRptSeq;
        encoder.SuspectRptSeq = image.SuspectRptSeq;
        encoder.DirectDepth = image.DirectDepth;
        encoder.ImpliedDepth = image.ImpliedDepth;
        encoder.State = (Codecs.Normalized.BookState)image.State;
        encoder.Doubts = (Codecs.Normalized.BookDoubts)image.Doubts;
        encoder.IsStated = image.IsStated;
        encoder.IsDepthTold = image.IsDepthTold;
        encoder.Status = (Codecs.Normalized.TradingStatus)image.Status;
        encoder.StatusCode = image.StatusCode;
        encoder.OwnHalt = (OwnHalt)image.OwnHalt;
        encoder.LastPriceRaw = image.LastPriceNano;
        encoder.LastQuantity = image.LastQuantity;
        encoder.VolumeRaw = image.Volume;
    }

    private static void SetLevels(ref BookSnapshotEncoder encoder, in BookImage image)
    {
        int count = 0;
        for (int place = 0; place < BookImage.LevelCount; place++) count += ImagePlace.IsEmpty(image[place], place) ? 0 : 1;
        BookSnapshotEncoder.LevelsEncoder levels = encoder.BeginLevels(count);
        for (int place = 0; place < BookImage.LevelCount; place++)
        {
            ImageLevel level = image[place];
            if (ImagePlace.IsEmpty(level, place)) continue;
            BookSnapshotEncoder.LevelsEntryEncoder entry = levels.Next();
            bool isKnown = level.PriceNano != InstrumentBook.UnknownPrice;
            if (isKnown) entry.PriceRaw = level.PriceNano;
            entry.QuantityRaw = level.Quantity;
            entry.OrdersRaw = level.Orders;
            entry.Side = (Side)ImagePlace.SideOf(place, out int number);
            entry.Level = (byte)number;
            entry.Known = isKnown ? LevelState.Known : LevelState.Unknown;
        }
    }

    private static void SetStatistics(ref BookSnapshotEncoder encoder, in StatisticSet statistics)
    {
        int count = 0;
        for (Core.Events.StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++) count += IsTold(statistics, kind) ? 1 : 0;
        BookSnapshotEncoder.StatisticsEncoder group = encoder.BeginStatistics(count);
        for (Core.Events.StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
        {
            if (!IsTold(statistics, kind)) continue;
            BookSnapshotEncoder.StatisticsEntryEncoder entry = group.Next();
            entry.ValueRaw = statistics[kind];
            entry.Kind = (Codecs.Normalized.StatisticKind)kind;
            entry.IsInDoubt = statistics.IsInDoubt(kind) ? (byte)1 : (byte)0;
        }
    }

    private static bool IsTold(in StatisticSet statistics, Core.Events.StatisticKind kind) =>
        statistics[kind] != MarketEvent.NullPrice || statistics.IsInDoubt(kind);
}
