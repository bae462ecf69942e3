using System.Buffers.Binary;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <summary>Writes frames: a length, a message header and a message of the normalized schema each. It allocates nothing.</summary>
public static partial class FrameEncoder
{
    /// <summary>The longest frame of an event, with a definition that has no legs.</summary>
    public const int EventBytesMax = FrameHeader.Bytes + DefinitionEncoder.EncodedLengthMin;

    /// <summary>Writes an event. Of a definition it has what the event says, and no more: for the rest there is EncodeDefinition.</summary>
    /// <param name="told">The event.</param>
    /// <param name="place">Its place in the stream.</param>
    /// <param name="frame">Takes the frame, at least <see cref="EventBytesMax"/> bytes.</param>
    /// <returns>How many bytes were written; 0 when the event is of no kind that there is.</returns>
    public static int Encode(in MarketEvent told, in EventPlace place, Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, EventBytesMax, nameof(frame));
        Span<byte> message = frame[FrameHeader.LengthBytes..];
        int messageBytes = told.Kind switch
        {
            EventKind.Book => Level(told, message),
            EventKind.Order => Order(told, message),
            EventKind.Trade => Trade(told, message),
            EventKind.TradeOrder => TradeOrder(told, message),
            EventKind.EventEnd => EventEnd(message),
            EventKind.MarketBest => MarketBest(told, message),
            EventKind.LastTrade => LastTrade(told, message),
            EventKind.Other => Other(message),
            _ => Rare(told, message),
        };
        if (messageBytes == 0) return 0;
        EventHead.Write(told, place, frame);
        return Close(frame, messageBytes);
    }

    private static int Rare(in MarketEvent told, Span<byte> message) => told.Kind switch
    {
        EventKind.BookClear or EventKind.OrderClear => Clear(told, message),
        EventKind.BookStale => Confidence(Codecs.Normalized.Confidence.BookStale, message),
        EventKind.Doubt => Confidence(Codecs.Normalized.Confidence.Doubt, message),
        EventKind.DoubtEnd => Confidence(Codecs.Normalized.Confidence.DoubtEnd, message),
        EventKind.OrderStale => Confidence(Codecs.Normalized.Confidence.OrdersStale, message),
        EventKind.OrderWhole => Confidence(Codecs.Normalized.Confidence.OrdersWhole, message),
        EventKind.Volume => Volume(told, message),
        EventKind.Statistic => Statistic(told, message),
        EventKind.Status => Status(told, message),
        EventKind.Gap => Gap(told, message),
        EventKind.ChannelReset => ChannelReset(told, message),
        EventKind.Definition => Definition(told, message),
        _ => 0,
    };

    // The length counts itself.
    internal static int Close(Span<byte> frame, int messageBytes)
    {
        int frameBytes = FrameHeader.LengthBytes + messageBytes;
        BinaryPrimitives.WriteUInt16LittleEndian(frame, (ushort)frameBytes);
        return frameBytes;
    }
}
