using FeedHandler.Core.Books;

namespace FeedHandler.Host.Reports;

/// <summary>One capture file.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="End">How it ended, in a word: clean, truncated, corrupt, or none when the replay was stopped before.</param>
/// <param name="EndReason">Why and where, when not cleanly.</param>
internal sealed record FileReport(string Path, long Bytes, string End, string EndReason);

/// <summary>Datagrams given to the channel and their fate.</summary>
internal sealed record PacketReport
{
    public required long Total { get; init; }
    public required LineReport LineA { get; init; }
    public required LineReport LineB { get; init; }
    public required long Reordered { get; init; }
    public required long Gaps { get; init; }
    public required long Lost { get; init; }
    public required long Oversize { get; init; }
    public required long Restarts { get; init; }
    public required long Malformed { get; init; }
    public required long Truncated { get; init; }

    /// <summary>Packets that a line delivered after they were known, over both lines.</summary>
    public long Duplicates => LineA.Duplicates + LineB.Duplicates;

    /// <summary>Packets that came after they were given up, over both lines.</summary>
    public long Late => LineA.Late + LineB.Late;
}

/// <summary>What one line delivered.</summary>
internal sealed record LineReport(long Packets, long Wins, long Duplicates, long Late, long Missing);

/// <summary>Messages of one template, by the line whose packet was first.</summary>
internal sealed record MessageReport(ushort TemplateId, string Name, long LineA, long LineB)
{
    /// <summary>Over both lines.</summary>
    public long Count => LineA + LineB;
}

/// <summary>How the replay ran.</summary>
/// <param name="Mode">"ring" or "inline".</param>
/// <param name="Wait">The wait strategy's name.</param>
/// <param name="Clock">The clock of the stamps: "tsc", "monotonic" or "none".</param>
/// <param name="FeedCore">The feed thread's core, or null for any.</param>
/// <param name="StrategyCores">The cores of the strategies; those beyond the list ran on any.</param>
/// <param name="CoreCount">Cores that the process may use.</param>
/// <param name="RingSize">Slots of the ring; 0 inline.</param>
internal sealed record ThreadReport(
    string Mode, string Wait, string Clock, int? FeedCore, IReadOnlyList<int> StrategyCores, int CoreCount, int RingSize);

/// <summary>One instrument at the end of the replay. Levels are those that hold something, best first.</summary>
internal sealed record InstrumentReport
{
    public required int Index { get; init; }
    public required int SecurityId { get; init; }
    public required string Symbol { get; init; }
    public required BookState State { get; init; }
    public required byte Status { get; init; }
    public required uint RptSeq { get; init; }
    public required long Updates { get; init; }
    public required long DisplayFactorNano { get; init; }
    public required IReadOnlyList<Level> Bids { get; init; }
    public required IReadOnlyList<Level> Asks { get; init; }
    public required IReadOnlyList<Level> ImpliedBids { get; init; }
    public required IReadOnlyList<Level> ImpliedAsks { get; init; }
    public required long LastPriceNano { get; init; }
    public required long LastQuantity { get; init; }
    public required long Volume { get; init; }

    /// <summary>The symbol, or the id in its place.</summary>
    public string Title => Symbol.Length > 0 ? Symbol : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{SecurityId}");
}
