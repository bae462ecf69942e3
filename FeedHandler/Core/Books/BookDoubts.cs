namespace FeedHandler.Core.Books;

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
