namespace FeedHandler.Allocation.Feeds;

/// <summary>Which feed.</summary>
public enum FeedKind
{
    /// <summary>Simulated, both lines whole.</summary>
    Orderly,

    /// <summary>Simulated, with every fault of a line.</summary>
    Disorderly,

    /// <summary>The project's own capture.</summary>
    Stored,

    /// <summary>A capture of a real channel.</summary>
    Real,
}
