using System.Text.Json;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;

namespace FeedHandler.Host.Reports;

/// <summary>All that a venue says of an instrument as JSON; docs/replay-json.md is its contract.</summary>
internal static class DefinitionJson
{
    /// <summary>Writes the member "definition".</summary>
    public static void Write(Utf8JsonWriter writer, DefinitionReport report)
    {
        writer.WriteStartObject("definition");
        WriteFields(writer, DefinitionFields.Of(report));
        WriteList(writer, "depths", report.Depths, static depth => [("feedType", depth.FeedType.ToString()), ("depth", (long)depth.Depth)]);
        WriteList(writer, "lots", report.Lots, static lot => [("type", (long)lot.Type), ("minQuantity", DefinitionFields.Quantity(lot.MinTenThousandths))]);
        writer.WriteNumber("legCount", report.Details.Legs.ToldCount);
        WriteList(writer, "legs", report.Legs, LegFields);
        writer.WriteNumber("relatedCount", report.Details.Related.ToldCount);
        WriteList(writer, "related", report.Related, RelatedFields);
        writer.WriteEndObject();
    }

    /// <summary>What is done with a leg, in a word.</summary>
    public static string Of(LegAction action) => action switch { LegAction.Buy => "buy", LegAction.Sell => "sell", _ => "unknown" };

    /// <summary>How an instrument is related, in a word.</summary>
    public static string Of(InstrumentRelation relation) => relation == InstrumentRelation.Underlying ? "underlying" : "related";

    private static IEnumerable<(string Name, object? Value)> LegFields(InstrumentLeg leg) =>
    [
        ("securityId", (long)leg.SecurityId),
        ("action", Of(leg.Action)),
        ("ratio", (long)leg.Ratio),
        ("price", DefinitionFields.Price(leg.PriceNano)),
        ("delta", DefinitionFields.Quantity(leg.DeltaTenThousandths)),
    ];

    private static IEnumerable<(string Name, object? Value)> RelatedFields(RelatedInstrument related) =>
        [("relation", Of(related.Relation)), ("securityId", (long?)related.SecurityId), ("symbol", related.Symbol.ToString())];

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Func<T, IEnumerable<(string Name, object? Value)>> fields)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            writer.WriteStartObject();
            WriteFields(writer, fields(item));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> fields)
    {
        foreach ((string name, object? value) in fields)
        {
            if (value is long number) writer.WriteNumber(name, number);
            else if (value is bool flag) writer.WriteBoolean(name, flag);
            else writer.WriteString(name, (string?)value);
        }
    }
}
