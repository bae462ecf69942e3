namespace FeedHandler.Core.Events;

/// <summary>Properties of a <see cref="MarketEvent"/>.</summary>
[Flags]
public enum EventFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What was known of the instrument, or of the channel, is in doubt from here on. Of a status: it is that of a group, and
    /// whether the instrument has a halt of its own, which no such status lifts, was lost; or, where it keeps the one before, whether the instrument is of
    /// that group is not known.</summary>
    InDoubt = 0x04,

    /// <summary>Of a definition: the venue has not defined the instrument, so that its depth is assumed.</summary>
    Assumed = 0x08,

    /// <summary>Of a definition: the venue withdrew the instrument.</summary>
    Deleted = 0x10,

    /// <summary>The venue sent it again after a fault of its own.</summary>
    Recovery = 0x20,

    /// <summary>The last event of its instrument within one match event: whoever follows this instrument alone has seen all of it.</summary>
    LastOfInstrument = 0x40,

    /// <summary>The last event of one match event: books are consistent from here to the next event.</summary>
    EndOfEvent = 0x80,
}
