using FeedHandler.Core.Events;

namespace FeedHandler.Host.Diff;

/// <summary>An event of one side of a comparison, and what its place in a feed's memory stands for.</summary>
internal struct DiffEvent
{
    /// <summary>The event.</summary>
    public MarketEvent Event;

    /// <summary>The channel by the venue's number.</summary>
    public int ChannelId;

    /// <summary>The instrument by the venue's id; null of the whole channel.</summary>
    public long? SecurityId;

    /// <summary>The event's number, from 1 over all channels.</summary>
    public long Number;

    /// <summary>The line that it was read from, from 1; 0 of a capture.</summary>
    public long Line;

    /// <summary>The symbol that stands in the line; null where none does.</summary>
    public string? Symbol;

    /// <summary>Whether it is compared, and not only followed.</summary>
    public bool IsCompared;

    /// <summary>Whether it was read from a line, which does not hold every byte of an event.</summary>
    public readonly bool IsLine => Line > 0;
}

/// <summary>The two sides of a comparison.</summary>
internal enum DiffSide
{
    /// <summary>What was named first.</summary>
    A = 0,

    /// <summary>What was named second.</summary>
    B = 1,
}
