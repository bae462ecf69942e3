using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    private static int Spread56(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionSpread56Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.MDSecurityTradingStatus) = ((SecurityUpdateAction)definition.Action, (SecurityTradingStatus)definition.Status);
        (message.SecurityID, message.MinPriceIncrementMantissa, message.DisplayFactorMantissa) = (definition.Security, definition.Tick, definition.Factor);
        message.SetSymbol(definition.Symbol);
        message.SetSecurityGroup(definition.Group);
        message.SetAsset(definition.Asset);
        message.SetSecurityType(definition.Type);
        message.BeginNoEvents(0);
        var feedTypes = message.BeginNoMDFeedTypes(definition.Depths.Length);
        foreach ((string? feed, sbyte depth) in definition.Depths)
        {
            var feedType = feedTypes.Next();
            feedType.SetMDFeedType(feed);
            feedType.MarketDepth = depth;
        }

        return message.MessageLength;
    }

    private static int FixedIncome57(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionFixedIncome57Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.MDSecurityTradingStatus) = ((SecurityUpdateAction)definition.Action, (SecurityTradingStatus)definition.Status);
        (message.SecurityID, message.MinPriceIncrementMantissa, message.DisplayFactorMantissa) = (definition.Security, definition.Tick, definition.Factor);
        message.SetSymbol(definition.Symbol);
        message.SetSecurityGroup(definition.Group);
        message.SetAsset(definition.Asset);
        message.SetSecurityType(definition.Type);
        message.BeginNoEvents(0);
        var feedTypes = message.BeginNoMDFeedTypes(definition.Depths.Length);
        foreach ((string? feed, sbyte depth) in definition.Depths)
        {
            var feedType = feedTypes.Next();
            feedType.SetMDFeedType(feed);
            feedType.MarketDepth = depth;
        }

        return message.MessageLength;
    }

    private static int Repo58(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionRepo58Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.MDSecurityTradingStatus) = ((SecurityUpdateAction)definition.Action, (SecurityTradingStatus)definition.Status);
        (message.SecurityID, message.MinPriceIncrementMantissa, message.DisplayFactorMantissa) = (definition.Security, definition.Tick, definition.Factor);
        message.SetSymbol(definition.Symbol);
        message.SetSecurityGroup(definition.Group);
        message.SetAsset(definition.Asset);
        message.SetSecurityType(definition.Type);
        message.BeginNoEvents(0);
        var feedTypes = message.BeginNoMDFeedTypes(definition.Depths.Length);
        foreach ((string? feed, sbyte depth) in definition.Depths)
        {
            var feedType = feedTypes.Next();
            feedType.SetMDFeedType(feed);
            feedType.MarketDepth = depth;
        }

        return message.MessageLength;
    }

    private static int FX63(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionFX63Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.MDSecurityTradingStatus) = ((SecurityUpdateAction)definition.Action, (SecurityTradingStatus)definition.Status);
        (message.SecurityID, message.MinPriceIncrementMantissa, message.DisplayFactorMantissa) = (definition.Security, definition.Tick, definition.Factor);
        message.SetSymbol(definition.Symbol);
        message.SetSecurityGroup(definition.Group);
        message.SetAsset(definition.Asset);
        message.SetSecurityType(definition.Type);
        message.BeginNoEvents(0);
        var feedTypes = message.BeginNoMDFeedTypes(definition.Depths.Length);
        foreach ((string? feed, sbyte depth) in definition.Depths)
        {
            var feedType = feedTypes.Next();
            feedType.SetMDFeedType(feed);
            feedType.MarketDepth = depth;
        }

        return message.MessageLength;
    }
}
