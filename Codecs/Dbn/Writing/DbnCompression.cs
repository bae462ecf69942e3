namespace FeedHandler.Dbn;

/// <summary>How a file is packed.</summary>
public enum DbnCompression
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>With zstd.</summary>
    Zstd = 1,
}

/// <summary>How a file is written.</summary>
public sealed record DbnWriterOptions
{
    /// <summary>How it is packed.</summary>
    public DbnCompression Compression { get; init; }

    /// <summary>How hard zstd tries.</summary>
    public int Level { get; init; } = 3;

    /// <summary>Whether the stream stays open when the writer is disposed of.</summary>
    public bool LeavesOpen { get; init; }

    /// <summary>Whether metadata are left out: the file is a fragment, or goes on behind records that are there.</summary>
    public bool IsFragment { get; init; }
}
