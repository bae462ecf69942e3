namespace FeedHandler.Host.Reports.Events;

/// <summary>The kinds of files that events are written to.</summary>
internal enum EventFormat
{
    /// <summary>JSON Lines.</summary>
    JsonLines,

    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>The names of formats.</summary>
internal static class EventFormats
{
    /// <summary>As typed, in the order of the values.</summary>
    public static string[] Names { get; } = ["jsonl", "csv", "parquet"];

    /// <summary>The format of a file.</summary>
    /// <param name="name">As typed; null goes by the file's extension.</param>
    /// <param name="path">The file.</param>
    public static EventFormat Of(string? name, string path)
    {
        string format = name ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return (EventFormat)Math.Max(0, Array.IndexOf(Names, format)); // JSON Lines where it is none of them
    }
}
