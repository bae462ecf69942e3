using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>What a feed knows of an instrument; a new one takes its place when the venue defines it otherwise.</summary>
public sealed record SubscribedInstrument
{
    /// <summary>The channel by its index, as events name it.</summary>
    public required int Channel { get; init; }

    /// <summary>The channel's number at the venue; 0 where nobody named it.</summary>
    public required int ChannelId { get; init; }

    /// <summary>The dense index in the channel, as events name it.</summary>
    public required int InstrumentIndex { get; init; }

    /// <summary>The venue's id (FIX tag 48).</summary>
    public required long SecurityId { get; init; }

    /// <summary>Whether the venue defined it; else its texts are empty.</summary>
    public required bool IsDefined { get; init; }

    /// <summary>Whether the venue withdrew it.</summary>
    public required bool IsDeleted { get; init; }

    /// <summary>The name at the venue (FIX tag 55).</summary>
    public required string Symbol { get; init; }

    /// <summary>The group that shares a schedule (FIX tag 1151).</summary>
    public required string SecurityGroup { get; init; }

    /// <summary>The product (FIX tag 6937).</summary>
    public required string Asset { get; init; }

    /// <summary>The kind of instrument (FIX tag 167).</summary>
    public required string SecurityType { get; init; }

    /// <summary>The factor from a wire price to the displayed one, in 1e-9; 0 when the venue gave none.</summary>
    public required long DisplayFactorNano { get; init; }

    /// <summary>The smallest price step in 1e-9 of the wire's unit; 0 when the venue gave none.</summary>
    public required long MinPriceIncrementNano { get; init; }

    internal static SubscribedInstrument Unnamed(int channel, int channelId, int instrumentIndex, long securityId) => new()
    {
        Channel = channel,
        ChannelId = channelId,
        InstrumentIndex = instrumentIndex,
        SecurityId = securityId,
        IsDefined = false,
        IsDeleted = false,
        Symbol = "",
        SecurityGroup = "",
        Asset = "",
        SecurityType = "",
        DisplayFactorNano = 0,
        MinPriceIncrementNano = 0,
    };

    /// <summary>The instrument that a definition tells.</summary>
    /// <param name="told">Its event.</param>
    /// <param name="channelId">The channel's number at the venue.</param>
    /// <param name="definition">What it says.</param>
    public static SubscribedInstrument Of(in MarketEvent told, int channelId, in InstrumentDefinition definition) => new()
    {
        Channel = told.Channel,
        ChannelId = channelId,
        InstrumentIndex = told.InstrumentIndex,
        SecurityId = told.Quantity,
        IsDefined = (told.Flags & EventFlags.Assumed) == 0 || definition.Symbol.Length > 0,
        IsDeleted = (told.Flags & EventFlags.Deleted) != 0,
        Symbol = definition.Symbol,
        SecurityGroup = definition.SecurityGroup,
        Asset = definition.Asset,
        SecurityType = definition.SecurityType,
        DisplayFactorNano = definition.DisplayFactorNano,
        MinPriceIncrementNano = definition.MinPriceIncrementNano,
    };

    internal static SubscribedInstrument Of(in SharedInstrument record) => new()
    {
        Channel = record.Channel,
        ChannelId = record.ChannelId,
        InstrumentIndex = record.InstrumentIndex,
        SecurityId = record.Book.SecurityId,
        IsDefined = record.IsDefined != 0,
        IsDeleted = record.IsDeleted != 0,
        Symbol = record.Symbol.ToString(),
        SecurityGroup = record.Group.ToString(),
        Asset = record.Asset.ToString(),
        SecurityType = record.SecurityType.ToString(),
        DisplayFactorNano = record.DisplayFactorNano,
        MinPriceIncrementNano = record.MinPriceIncrementNano,
    };
}
