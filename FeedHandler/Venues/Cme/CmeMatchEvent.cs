namespace FeedHandler.Venues.Cme;

/// <summary>The bits of MatchEventIndicator (FIX tag 5799) that matter here.</summary>
internal static class CmeMatchEvent
{
    /// <summary>The last message of its trades.</summary>
    public const byte LastTrade = 0x01;

    /// <summary>The last message of the match event.</summary>
    public const byte EndOfEvent = 0x80;

    /// <summary>The exchange sends it again after a fault of its own.</summary>
    public const byte Recovery = 0x20;
}
