using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    /// <summary>The definition of an instrument in one of the nine templates.</summary>
    public static byte[] Of(int template, Definition definition)
    {
        byte[] room = new byte[1024];
        Span<byte> to = room.AsSpan(SizeBytes);
        int length = template switch
        {
            27 => Future27(to, definition),
            29 => Spread29(to, definition),
            41 => Option41(to, definition),
            54 => Future54(to, definition),
            55 => Option55(to, definition),
            56 => Spread56(to, definition),
            57 => FixedIncome57(to, definition),
            58 => Repo58(to, definition),
            63 => FX63(to, definition),
            _ => throw new ArgumentOutOfRangeException(nameof(template)),
        };
        return Framed(room, length, VersionOf(template));
    }

    private static int Future27(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionFuture27Encoder.TryEncode(room, out var message);
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

    private static int Spread29(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionSpread29Encoder.TryEncode(room, out var message);
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

    private static int Option41(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionOption41Encoder.TryEncode(room, out var message);
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

    private static int Future54(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionFuture54Encoder.TryEncode(room, out var message);
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

    private static int Option55(Span<byte> room, Definition definition)
    {
        MDInstrumentDefinitionOption55Encoder.TryEncode(room, out var message);
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
