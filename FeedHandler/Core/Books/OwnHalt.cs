namespace FeedHandler.Core.Books;

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
