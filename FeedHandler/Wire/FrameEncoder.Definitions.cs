using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Wire;

/// <content>Definitions, with what the venue says of an instrument.</content>
public static partial class FrameEncoder
{
    /// <summary>The longest frame of a definition.</summary>
    public const int DefinitionBytesMax = EventBytesMax + (LegCountMax * DefinitionEncoder.LegsEntryEncoder.BlockLength);

    /// <summary>The most legs of an instrument.</summary>
    internal const int LegCountMax = 40;

    /// <summary>Writes a definition with all that the venue says.</summary>
    /// <param name="told">The event of the definition.</param>
    /// <param name="place">Its place in the stream.</param>
    /// <param name="definition">Texts, factor and tick.</param>
    /// <param name="details">The rest; the default where nothing more is known.</param>
    /// <param name="frame">Takes the frame, at least <see cref="DefinitionBytesMax"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeDefinition(
        in MarketEvent told, in EventPlace place, in InstrumentDefinition definition, in InstrumentDetails details, Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, DefinitionBytesMax, nameof(frame));
        if (!TryBegin(told, place, frame, out DefinitionEncoder encoder)) return 0;
        Text32 symbol = default;
        (Text8 group, Text8 asset, Text8 securityType) = (default, default, default);
        definition.CopyTexts(ref symbol, ref group, ref asset, ref securityType);
        SetTexts(ref encoder, symbol, group, asset, securityType);
        SetUnits(ref encoder, definition.DisplayFactorNano, definition.MinPriceIncrementNano);
        SetDetails(ref encoder, details);
        SetLegs(ref encoder, details.Legs.Items);
        return Close(frame, encoder.MessageLength);
    }

    /// <summary>Writes a definition with what a shared feed's record says.</summary>
    /// <param name="told">The event of the definition.</param>
    /// <param name="place">Its place in the stream.</param>
    /// <param name="record">A whole copy of the record.</param>
    /// <param name="frame">Takes the frame, at least <see cref="EventBytesMax"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int EncodeDefinition(in MarketEvent told, in EventPlace place, in SharedInstrument record, Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, EventBytesMax, nameof(frame));
        if (!TryBegin(told, place, frame, out DefinitionEncoder encoder)) return 0;
        SetTexts(ref encoder, record.Symbol, record.Group, record.Asset, record.SecurityType);
        SetUnits(ref encoder, record.DisplayFactorNano, record.MinPriceIncrementNano);
        return Close(frame, encoder.MessageLength);
    }

    private static int Definition(in MarketEvent told, Span<byte> message) =>
        TryDefine(told, message, out DefinitionEncoder encoder) ? encoder.MessageLength : 0;

    private static bool TryBegin(in MarketEvent told, in EventPlace place, Span<byte> frame, out DefinitionEncoder encoder)
    {
        if (!TryDefine(told, frame[FrameHeader.LengthBytes..], out encoder)) return false;
        EventHead.Write(told, place, frame);
        return true;
    }

    private static bool TryDefine(in MarketEvent told, Span<byte> message, out DefinitionEncoder encoder)
    {
        if (!DefinitionEncoder.TryEncode(message, out encoder)) return false;
        encoder.SecurityId = told.Quantity;
        encoder.DirectDepth = told.Level;
        encoder.ImpliedDepth = told.Detail;
        encoder.Status = (Codecs.Normalized.TradingStatus)told.Status;
        encoder.Extra = told.Orders;
        return true;
    }

    private static void SetTexts(ref DefinitionEncoder encoder, in Text32 symbol, Text8 group, Text8 asset, Text8 securityType)
    {
        encoder.Symbol = WireText.Of(symbol);
        encoder.Group = WireText.Of(in group);
        encoder.Asset = WireText.Of(in asset);
        encoder.SecurityType = WireText.Of(in securityType);
    }

    private static void SetUnits(ref DefinitionEncoder encoder, long displayFactorNano, long minPriceIncrementNano)
    {
        if (displayFactorNano != 0) encoder.DisplayFactorRaw = displayFactorNano;
        if (minPriceIncrementNano != 0) encoder.MinPriceIncrementRaw = minPriceIncrementNano;
    }

    private static void SetDetails(ref DefinitionEncoder encoder, in InstrumentDetails details)
    {
        encoder.StrikePrice = details.StrikePriceNano;
        encoder.UnitOfMeasureQuantity = details.UnitOfMeasureQuantityNano;
        encoder.Activation = (ulong?)details.ActivationNs;
        encoder.LastTradeTime = (ulong?)details.LastTradeNs;
        encoder.MinTradeVolume = details.MinTradeVolume;
        encoder.MaxTradeVolume = details.MaxTradeVolume;
        encoder.ContractMultiplier = details.ContractMultiplier;
        encoder.MaturityYear = details.Maturity.Year;
        encoder.MaturityMonth = details.Maturity.Month;
        encoder.MaturityDay = details.Maturity.Day;
        encoder.MaturityWeek = details.Maturity.Week;
        if (details.Right is { } right) encoder.Right = (Codecs.Normalized.OptionRight)right;
        (Text8 cfiCode, Text8 currency) = (details.CfiCode, details.Currency);
        encoder.CfiCode = WireText.Of(in cfiCode);
        encoder.Currency = WireText.Of(in currency);
    }

    private static void SetLegs(ref DefinitionEncoder encoder, ReadOnlySpan<InstrumentLeg> legs)
    {
        DefinitionEncoder.LegsEncoder group = encoder.BeginLegs(legs.Length);
        foreach (ref readonly InstrumentLeg leg in legs)
        {
            DefinitionEncoder.LegsEntryEncoder entry = group.Next();
            entry.SecurityId = leg.SecurityId;
            entry.Price = leg.PriceNano;
            entry.Ratio = leg.Ratio;
            entry.Delta = leg.DeltaTenThousandths;
            entry.Action = (Codecs.Normalized.LegAction)leg.Action;
        }
    }
}
