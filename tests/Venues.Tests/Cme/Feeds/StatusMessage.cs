namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>A status (template 30): of an instrument, or else of a product, or else of a group.</summary>
internal sealed record StatusMessage(byte Status, byte Reason = 0, byte Event = 0)
{
    public int? Security { get; init; }

    public string Asset { get; init; } = "";

    public string Group { get; init; } = "";
}
