namespace FeedHandler.Dbn;

/// <summary>What a record of a book or a trade tells.</summary>
public enum DbnAction : byte
{
    /// <summary>An order or level came.</summary>
    Add = (byte)'A',

    /// <summary>An order went, all or a part.</summary>
    Cancel = (byte)'C',

    /// <summary>An order changed price or quantity.</summary>
    Modify = (byte)'M',

    /// <summary>The book is empty from here on.</summary>
    Clear = (byte)'R',

    /// <summary>A trade, told of the aggressor. It changes no book.</summary>
    Trade = (byte)'T',

    /// <summary>A resting order was filled. It changes no book.</summary>
    Fill = (byte)'F',

    /// <summary>Nothing, but what its flags say.</summary>
    None = (byte)'N',
}

/// <summary>A side.</summary>
public enum DbnSide : byte
{
    /// <summary>Orders to sell; of a trade a seller was the aggressor.</summary>
    Ask = (byte)'A',

    /// <summary>Orders to buy; of a trade a buyer was the aggressor.</summary>
    Bid = (byte)'B',

    /// <summary>No side.</summary>
    None = (byte)'N',
}

/// <summary>Properties of a record.</summary>
[Flags]
public enum DbnFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What the publisher says it is.</summary>
    PublisherSpecific = 0x02,

    /// <summary>A loss was not made good: the book may be wrong.</summary>
    MaybeBadBook = 0x04,

    /// <summary>The time of receiving may be wrong.</summary>
    BadTsRecv = 0x08,

    /// <summary>It is a level, of several orders.</summary>
    Mbp = 0x10,

    /// <summary>It tells what is, not what happened: from a snapshot or what was sent again.</summary>
    Snapshot = 0x20,

    /// <summary>Nothing but the best bid and offer is told.</summary>
    TopOfBook = 0x40,

    /// <summary>The last record of its instrument in an event.</summary>
    Last = 0x80,
}
