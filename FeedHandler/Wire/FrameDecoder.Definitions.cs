using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using Maturity = FeedHandler.Core.Instruments.Maturity;

namespace FeedHandler.Wire;

/// <content>Definitions, with what the venue says of an instrument.</content>
public static partial class FrameDecoder
{
    /// <summary>Reads a definition with all that it says.</summary>
    /// <param name="frame">The frame, all of it.</param>
    /// <param name="told">Its event: whether the venue defined the instrument or withdrew it say the flags.</param>
    /// <param name="place">Its place in the stream.</param>
    /// <param name="definition">Texts, factor and tick.</param>
    /// <param name="details">The rest, as far as the frame has it.</param>
    /// <param name="fault">What is wrong; <see cref="FrameFault.Template"/> of another message.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryDecodeDefinition(
        ReadOnlySpan<byte> frame, out MarketEvent told, out EventPlace place, out InstrumentDefinition definition, out InstrumentDetails details,
        out FrameFault fault)
    {
        (definition, details) = (default, default);
        if (!TryDecodeEvent(frame, out told, out place, out fault)) return false;
        if (told.Kind != EventKind.Definition) fault = FrameFault.Template;
        else if (!Codecs.Normalized.Definition.TryDecode(frame[FrameHeader.LengthBytes..], out Definition message)) fault = FrameFault.Block;
        else fault = ReadDefinition(message, ref definition, ref details);
        return fault == FrameFault.None;
    }

    private static FrameFault ReadDefinition(in Definition message, ref InstrumentDefinition definition, ref InstrumentDetails details)
    {
        definition.SetTexts(message.Symbol, message.Group, message.Asset, message.SecurityType);
        definition.DisplayFactorNano = message.DisplayFactor ?? 0;
        definition.MinPriceIncrementNano = message.MinPriceIncrement ?? 0;
        details.StrikePriceNano = message.StrikePrice;
        details.UnitOfMeasureQuantityNano = message.UnitOfMeasureQuantity;
        details.ActivationNs = (long?)message.Activation;
        details.LastTradeNs = (long?)message.LastTradeTime;
        details.MinTradeVolume = message.MinTradeVolume;
        details.MaxTradeVolume = message.MaxTradeVolume;
        details.ContractMultiplier = message.ContractMultiplier;
        details.Maturity = new Maturity(message.MaturityYear, message.MaturityMonth, message.MaturityDay, message.MaturityWeek);
        details.CfiCode = new Text8(message.CfiCode);
        details.Currency = new Text8(message.Currency);
        if (message.TryGetRight(out Codecs.Normalized.OptionRight right))
        {
            if (!right.IsDefined()) return FrameFault.Value;
            details.Right = (Core.Instruments.OptionRight)right;
        }

        return ReadLegs(message, ref details);
    }

    private static FrameFault ReadLegs(in Definition message, ref InstrumentDetails details)
    {
        if (!message.TryGetLegs(out Definition.LegsGroup legs) || legs.Count > FrameEncoder.LegCountMax) return FrameFault.Group;
        foreach (Definition.LegsEntry leg in legs)
        {
            int ratio = leg.Ratio ?? 0;
            bool isRight = leg.Action.IsDefined() && ratio is >= sbyte.MinValue and <= sbyte.MaxValue && leg.SecurityId is >= int.MinValue and <= int.MaxValue;
            if (!isRight) return FrameFault.Value;
            details.Legs.Add(new InstrumentLeg((int)leg.SecurityId, (Core.Instruments.LegAction)leg.Action, (sbyte)ratio, leg.Price, leg.Delta));
        }

        return FrameFault.None;
    }
}
