namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>The snapshot of one instrument (template 52, or 38 or 69). Prices are mantissas.</summary>
internal sealed record Snapshot
{
    public int Template { get; init; } = 52;

    public int Security { get; init; } = 1;

    /// <summary>The last packet that it includes.</summary>
    public required uint Last { get; init; }

    /// <summary>The instrument's last entry that it includes.</summary>
    public required uint RptSeq { get; init; }

    /// <summary>How many instruments the loop has.</summary>
    public int Total { get; init; } = 100;

    public byte Status { get; init; } = 255;

    public long? HighLimit { get; init; }

    public Entry[] Entries { get; init; } = [];
}
