using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Slicing;

/// <summary>Which frames to keep: each criterion that is given must hold, by any of its values.</summary>
public sealed record SliceCriteria
{
    /// <summary>The earliest time of capture, in nanoseconds since the Unix epoch.</summary>
    public long FromNs { get; init; } = long.MinValue;

    /// <summary>The time of capture before which a frame must lie, in nanoseconds since the Unix epoch; null for no end.</summary>
    public long? ToNs { get; init; }

    /// <summary>Places among datagrams, from 1, the last one included; empty for any.</summary>
    public IReadOnlyList<(ulong First, ulong Last)> Packets { get; init; } = [];

    /// <summary>Destinations; empty for any.</summary>
    public IReadOnlyList<UdpEndpoint> Groups { get; init; } = [];

    /// <summary>Numbers in the packets' headers, the last one included; empty for any.</summary>
    public IReadOnlyList<(ulong First, ulong Last)> Numbers { get; init; } = [];

    /// <summary>Ids of instruments; empty for any.</summary>
    public IReadOnlyList<int> Instruments { get; init; } = [];

    /// <summary>Whether only datagrams can meet them.</summary>
    internal bool AsksOfDatagrams => Groups.Count + Numbers.Count + Instruments.Count > 0;
}
