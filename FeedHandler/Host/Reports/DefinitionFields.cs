using System.Globalization;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;

namespace FeedHandler.Host.Reports;

/// <summary>The fields of a definition by their names, in one order for all who show them: a text, a whole number, a boolean, or null for "not told".</summary>
internal static class DefinitionFields
{
    /// <summary>All fields, but for lists.</summary>
    public static IEnumerable<(string Name, object? Value)> Of(DefinitionReport report) =>
        [.. Kind(report), .. Contract(report), .. Prices(report), .. AtDefinition(report)];

    /// <summary>When a contract ends as a text, as exactly as it was told: 2016-12, 2016-12-16 or 2016-12 week 3.</summary>
    public static string? MaturityText(in InstrumentDetails details)
    {
        if (details.MaturityDate is { } date) return Day(date);
        Maturity maturity = details.Maturity;
        if (maturity.Year is not { } year) return null;
        string month = maturity.Month is { } told ? Invariant($"{year:D4}-{told:D2}") : Invariant($"{year:D4}");
        return maturity.Day is { } day ? Invariant($"{month}-{day:D2}") : maturity.Week is { } week ? Invariant($"{month} week {week}") : month;
    }

    /// <summary>A price in 1e-9.</summary>
    public static string? Price(long? nano) => nano is { } told ? DecimalText.OfNano(told) : null;

    /// <summary>A quantity in 1e-4.</summary>
    public static string? Quantity(long? tenThousandths) => tenThousandths is { } told ? DecimalText.OfProduct(told, 100_000_000_000_000) : null;

    private static IEnumerable<(string Name, object? Value)> Kind(DefinitionReport report)
    {
        InstrumentDefinition definition = report.Definition;
        InstrumentDetails details = report.Details;
        return
        [
            ("deleted", definition.IsDeleted),
            ("lastUpdateTimeNs", definition.LastUpdateTimeNs == 0 ? null : Number(definition.LastUpdateTimeNs)),
            ("group", Text(definition.SecurityGroup)),
            ("asset", Text(definition.Asset)),
            ("securityType", Text(definition.SecurityType)),
            ("securitySubType", Text(details.SecuritySubType.ToString())),
            ("cfiCode", Text(details.CfiCode.ToString())),
            ("exchange", Text(details.Exchange.ToString())),
            ("marketSegment", (long?)details.MarketSegment),
            ("underlyingProduct", (long?)details.UnderlyingProduct),
            ("userDefined", details.IsUserDefined),
            ("attributes", (long?)details.Attributes),
            ("matchAlgorithm", details.MatchAlgorithm?.ToString()),
            ("template", details.TemplateId == 0 ? null : (long)details.TemplateId),
        ];
    }

    private static IEnumerable<(string Name, object? Value)> Contract(DefinitionReport report)
    {
        InstrumentDetails details = report.Details;
        return
        [
            ("maturityYear", (long?)details.Maturity.Year),
            ("maturityMonth", (long?)details.Maturity.Month),
            ("maturityDay", (long?)details.Maturity.Day),
            ("maturityWeek", (long?)details.Maturity.Week),
            ("maturityDate", Day(details.MaturityDate)),
            ("activationNs", Number(details.ActivationNs)),
            ("lastTradeNs", Number(details.LastTradeNs)),
            ("right", details.Right switch { OptionRight.Put => "put", OptionRight.Call => "call", _ => null }),
            ("strikePrice", Price(details.StrikePriceNano)),
            ("strikeCurrency", Text(details.StrikeCurrency.ToString())),
            ("unitOfMeasure", Text(details.UnitOfMeasure.ToString())),
            ("unitOfMeasureQuantity", Price(details.UnitOfMeasureQuantityNano)),
            ("contractMultiplier", (long?)details.ContractMultiplier),
            ("contractMultiplierUnit", (long?)details.ContractMultiplierUnit),
            ("minTradeVolume", (long?)details.MinTradeVolume),
            ("maxTradeVolume", (long?)details.MaxTradeVolume),
        ];
    }

    private static IEnumerable<(string Name, object? Value)> Prices(DefinitionReport report)
    {
        InstrumentDefinition definition = report.Definition;
        InstrumentDetails details = report.Details;
        return
        [
            ("currency", Text(details.Currency.ToString())),
            ("settlementCurrency", Text(details.SettlementCurrency.ToString())),
            ("tick", definition.MinPriceIncrementNano == 0 ? null : Price(definition.MinPriceIncrementNano)),
            ("tickRule", (long?)details.TickRule),
            ("tickValue", Price(details.TickValueNano)),
            ("displayFactor", definition.DisplayFactorNano == 0 ? null : Price(definition.DisplayFactorNano)),
            ("priceDisplayFormat", (long?)details.PriceDisplayFormat),
            ("mainFraction", (long?)details.MainFraction),
            ("subFraction", (long?)details.SubFraction),
            ("priceRatio", Price(details.PriceRatioNano)),
            ("cabinetPrice", Price(details.CabinetPriceNano)),
        ];
    }

    private static IEnumerable<(string Name, object? Value)> AtDefinition(DefinitionReport report)
    {
        InstrumentDetails details = report.Details;
        return
        [
            ("status", (long?)details.StatusCode),
            ("referencePrice", Price(details.ReferencePriceNano)),
            ("referencePriceType", (long?)details.ReferencePriceType),
            ("referenceDate", Day(details.ReferenceDate)),
            ("openInterest", (long?)details.OpenInterest),
            ("clearedVolume", (long?)details.ClearedVolume),
            ("highLimit", Price(details.HighLimitNano)),
            ("lowLimit", Price(details.LowLimitNano)),
            ("maxPriceVariation", Price(details.MaxPriceVariationNano)),
        ];
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
