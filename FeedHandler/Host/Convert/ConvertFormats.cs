using FeedHandler.Dbn;
using FeedHandler.Engine;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell;
using FeedHandler.Sinks.Dbn;

namespace FeedHandler.Host.Convert;

/// <summary>What is written, by the name of the file and the schema.</summary>
/// <param name="Path">The file as typed.</param>
/// <param name="Format">The kind of file: dbn, parquet, csv or jsonl.</param>
/// <param name="Compression">How a file of DBN is packed.</param>
/// <param name="Schema">What its records are; null where it is no DBN.</param>
internal sealed record ConvertTarget(string Path, string Format, DbnCompression Compression, DbnSchema? Schema)
{
    /// <summary>What the file is called where it is refused.</summary>
    public const string Name = "FILE";

    private const int OrdersMaxDefault = 1_000_000;

    /// <summary>How captures become events for it: one thread, no stamps, and orders where they are asked for.</summary>
    public PipelineOptions Needs(PipelineOptions options) => options with
    {
        IsInline = true,
        HasStamps = false,
        OrdersMax = Schema == DbnSchema.Mbo && options.OrdersMax == 0 ? OrdersMaxDefault : options.OrdersMax,
    };
}

/// <summary>The kinds of files that are written.</summary>
internal static class ConvertFormats
{
    private const string Dbn = "dbn";
    private const string Packed = ".zst";

    /// <summary>The schemas that a file of DBN can have.</summary>
    public static string[] Schemas { get; } = [.. DbnMapper.Schemas.Select(DbnSchemas.NameOf)];

    /// <summary>Reads what is to be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">What its records are; null where it was not typed.</param>
    /// <exception cref="UsageException">The name tells no kind, or the schema is missing or too much.</exception>
    public static ConvertTarget Read(string path, string? schema)
    {
        bool isPacked = path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);
        string format = Path.GetExtension(isPacked ? path[..^Packed.Length] : path).TrimStart('.').ToLowerInvariant();
        if (format != Dbn && (isPacked || !EventFormats.Names.Contains(format)))
            throw new UsageException($"{path}: the name tells no kind of file: give one that ends in .dbn, .dbn.zst, .parquet, .csv or .jsonl");
        if (format != Dbn && schema is not null)
            throw new UsageException($"--schema {schema}: {path} has events of every kind: leave it out, or write .dbn or .dbn.zst");
        if (format == Dbn && schema is null)
            throw new UsageException($"{path}: a file of DBN has records of one schema: give --schema, one of {string.Join(", ", Schemas)}");
        DbnCompression compression = isPacked ? DbnCompression.Zstd : DbnCompression.None;
        return new ConvertTarget(path, format, compression, schema is null ? null : DbnMapper.Schemas[Array.IndexOf(Schemas, schema)]);
    }
}
