namespace FeedHandler.Core.Events;

/// <summary>What happens to a level; the numbers are MDUpdateAction's (FIX tag 279).</summary>
public enum BookAction : byte
{
    /// <summary>The level is inserted; deeper ones move down and the last may fall off.</summary>
    New = 0,

    /// <summary>The level's quantity and order count are replaced.</summary>
    Change = 1,

    /// <summary>The level is removed; deeper ones move up.</summary>
    Delete = 2,

    /// <summary>The whole side is emptied.</summary>
    DeleteThru = 3,

    /// <summary>The levels from the top to this one are removed; deeper ones move up.</summary>
    DeleteFrom = 4,

    /// <summary>The level is overwritten, its price included.</summary>
    Overlay = 5,
}
