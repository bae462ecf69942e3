using System.Text.Json;

namespace FeedHandler.Dbn.Tests.Support;

/// <summary>Metadata as the Python implementation prints them.</summary>
public static class MetadataJson
{
    private static readonly System.Buffers.SearchValues<char> Separators = System.Buffers.SearchValues.Create(",:");

    /// <summary>A line of JSON.</summary>
    public static string Of(DbnMetadata metadata)
    {
        Dictionary<string, object> members = new(StringComparer.Ordinal)
        {
            ["version"] = metadata.Version,
            ["dataset"] = metadata.Dataset,
            ["schema"] = (ushort)metadata.Schema,
            ["start"] = metadata.Start,
            ["end"] = metadata.End,
            ["limit"] = metadata.Limit,
            ["record_count"] = metadata.RecordCount,
            ["symbol_type_in"] = (byte)metadata.SymbolTypeIn,
            ["symbol_type_out"] = (byte)metadata.SymbolTypeOut,
            ["has_ts_out"] = metadata.HasTsOut ? 1 : 0,
            ["symbols"] = metadata.Symbols,
            ["partial"] = metadata.Partial,
            ["not_found"] = metadata.NotFound,
            ["mappings"] = metadata.Mappings.Select(static mapping => new object[] { mapping.Symbol, mapping.Intervals.Select(IntervalOf) }),
        };
        return Spaced(JsonSerializer.Serialize(members));
    }

    private static object[] IntervalOf(DbnMappingInterval interval) => [NumberOf(interval.Start), NumberOf(interval.End), interval.Symbol];

    private static int NumberOf(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;

    // Python puts a blank behind commas and colons, which none of our texts has.
    private static string Spaced(string json) => string.Concat(json.Select(static c => Separators.Contains(c) ? $"{c} " : $"{c}"));
}
