namespace FeedHandler.Core.Packets;

/// <summary>What a group carries of a channel.</summary>
public enum FeedRole : byte
{
    /// <summary>Every change as it happens, in one sequence that both lines share.</summary>
    Incremental = 0,

    /// <summary>Price-depth books again and again, in loops with sequences of their own.</summary>
    Snapshot = 1,

    /// <summary>Books by order again and again, in loops with sequences of their own.</summary>
    OrderSnapshot = 2,

    /// <summary>Instrument definitions again and again, in loops with sequences of their own.</summary>
    Definitions = 3,

    /// <summary>Packets of the incremental sequence, sent again on request.</summary>
    Replay = 4,
}
