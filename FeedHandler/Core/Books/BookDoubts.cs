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

/// <summary>What of an instrument may have changed without our knowing.</summary>
[Flags]
public enum BookDoubts : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its levels: packets were lost, and its own sequence has not gone on since.</summary>
    Levels = 1,

    /// <summary>Whether its implied levels still stand: the message that switches implied matching off carries no number of the instrument's.</summary>
    Implied = 2,

    /// <summary>Its trading status, which carries no number of the instrument's.</summary>
    Status = 4,

    /// <summary>Its volume: the message that starts a new session carries no number of the instrument's.</summary>
    Volume = 8,

    /// <summary>Everything since the last packet: this machine dropped some, and the next number will tell whether they were of the channel.</summary>
    Tail = 16,
}

/// <summary>Whether an instrument has a halt of its own, which no status of its group lifts.</summary>
internal enum OwnHalt : byte
{
    /// <summary>It has none.</summary>
    None = 0,

    /// <summary>It was told.</summary>
    Told = 1,

    /// <summary>It may have: one may have begun or ended in packets that were lost.</summary>
    Unknown = 2,
}
