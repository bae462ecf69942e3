using System.Buffers.Binary;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <summary>
/// Reads frames that anybody may have sent: it never throws, reads nothing outside of them, and says what is wrong with one. It allocates nothing.
/// </summary>
public static partial class FrameDecoder
{
    /// <summary>Cuts the next frame off a stream.</summary>
    /// <param name="bytes">What came of the stream and was not cut yet.</param>
    /// <param name="frameBytes">How long the frame is that it begins with; 0 unless there is one.</param>
    public static FrameResult TryRead(ReadOnlySpan<byte> bytes, out int frameBytes)
    {
        frameBytes = 0;
        if (bytes.Length < FrameHeader.LengthBytes) return FrameResult.NeedMore;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        if (length < FrameHeader.Bytes) return FrameResult.Malformed;
        if (bytes.Length < length) return FrameResult.NeedMore;
        frameBytes = length;
        return FrameResult.Frame;
    }

    /// <summary>Reads an event.</summary>
    /// <param name="frame">The frame, all of it.</param>
    /// <param name="told">The event, without stamps.</param>
    /// <param name="place">Its place in the stream.</param>
    /// <param name="fault">What is wrong; <see cref="FrameFault.Template"/> of a message that is no event of this version.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryDecodeEvent(ReadOnlySpan<byte> frame, out MarketEvent told, out EventPlace place, out FrameFault fault)
    {
        told = default;
        place = default;
        fault = FrameHeader.Read(frame, out FrameHeader header);
        if (fault != FrameFault.None) return false;
        if (header.TemplateId is < LevelUpdate.TemplateId or > Codecs.Normalized.Definition.TemplateId) fault = FrameFault.Template;
        else if (header.BlockLength < EventHead.Bytes) fault = FrameFault.Block;
        else fault = EventHead.Read(frame, out told, out place);
        if (fault == FrameFault.None) fault = ReadMessage(header, frame[FrameHeader.LengthBytes..], ref told);
        if (fault == FrameFault.None && !HasItsInstrument(told)) fault = FrameFault.Instrument;
        return fault == FrameFault.None;
    }

    private static FrameFault ReadMessage(in FrameHeader header, ReadOnlySpan<byte> message, ref MarketEvent told) => header.TemplateId switch
    {
        LevelUpdate.TemplateId => Level(message, ref told),
        OrderUpdate.TemplateId => Order(message, ref told),
        Codecs.Normalized.Trade.TemplateId => Trade(message, ref told),
        Codecs.Normalized.TradeOrder.TemplateId => TradeOrder(message, ref told),
        Codecs.Normalized.EventEnd.TemplateId => Plain(EventKind.EventEnd, ref told),
        Codecs.Normalized.Other.TemplateId => Plain(EventKind.Other, ref told),
        Codecs.Normalized.MarketBest.TemplateId => MarketBest(message, ref told),
        Codecs.Normalized.LastTrade.TemplateId => LastTrade(message, ref told),
        Codecs.Normalized.Clear.TemplateId => Clear(message, ref told),
        ConfidenceChange.TemplateId => Confidence(message, ref told),
        Codecs.Normalized.Volume.TemplateId => Volume(message, ref told),
        Codecs.Normalized.Statistic.TemplateId => Statistic(message, ref told),
        StatusUpdate.TemplateId => Status(message, ref told),
        Codecs.Normalized.Gap.TemplateId => Gap(message, ref told),
        Codecs.Normalized.ChannelReset.TemplateId => ChannelReset(message, ref told),
        Codecs.Normalized.Definition.TemplateId => Definition(message, ref told),
        _ => FrameFault.Template,
    };

    // Whoever takes an event finds its book by the instrument: none may be missing where one is meant.
    private static bool HasItsInstrument(in MarketEvent told)
    {
        bool isOfChannel = told.InstrumentIndex == MarketEvent.NoInstrument;
        return told.Kind switch
        {
            EventKind.Gap or EventKind.ChannelReset or EventKind.Doubt or EventKind.DoubtEnd => isOfChannel,
            EventKind.BookClear or EventKind.EventEnd => true,
            _ => !isOfChannel,
        };
    }
}
