namespace FeedHandler.Core.Packets;

/// <summary>One of the two redundant multicast lines on which a venue publishes identical packets.</summary>
public enum Line : byte
{
    /// <summary>The primary line.</summary>
    A = 0,

    /// <summary>The secondary line.</summary>
    B = 1,
}
