namespace FeedHandler.Core.Books;

/// <summary>How far a book can be trusted.</summary>
public enum BookState : byte
{
    /// <summary>No level was ever stated.</summary>
    Unknown = 0,

    /// <summary>Some levels were not stated since the feed was joined or since a gap, or the venue never told how deep the book is.</summary>
    Partial = 1,

    /// <summary>Packets were lost, or may have been, and nothing has proved yet that none concerned this instrument; or a side is as no exchange holds
    /// one, with a hole or out of order.</summary>
    Suspect = 2,

    /// <summary>Every level in depth is known, the depth was told, and nothing is in doubt.</summary>
    Whole = 3,
}
