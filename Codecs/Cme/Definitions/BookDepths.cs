namespace FeedHandler.Codecs.Cme.Definitions;

/// <summary>How many levels the venue maintains, from the NoMDFeedTypes group of a definition.</summary>
public struct BookDepths
{
    /// <summary>Of the direct book (feed type GBX).</summary>
    public int Direct;

    /// <summary>Of the implied book (feed type GBI).</summary>
    public int Implied;

    /// <summary>Takes one entry of the group; other feed types than the two are passed over.</summary>
    /// <param name="feedType">MDFeedType (FIX tag 1022).</param>
    /// <param name="marketDepth">MarketDepth (FIX tag 264).</param>
    public void Set(ReadOnlySpan<byte> feedType, sbyte marketDepth)
    {
        if (feedType.SequenceEqual("GBX"u8)) Direct = marketDepth;
        else if (feedType.SequenceEqual("GBI"u8)) Implied = marketDepth;
    }
}
