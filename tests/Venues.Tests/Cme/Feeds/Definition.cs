namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>The definition of an instrument, whatever its template. Prices are mantissas; a status of 255 is none.</summary>
internal sealed record Definition
{
    public int Security { get; init; } = 1;

    public char Action { get; init; } = 'A';

    public byte Status { get; init; } = 255;

    public string Symbol { get; init; } = "ESZ6";

    public string Group { get; init; } = "ES";

    public string Asset { get; init; } = "ES";

    public string Type { get; init; } = "FUT";

    public long Tick { get; init; } = 25;

    public long Factor { get; init; } = 1;

    public (string Feed, sbyte Depth)[] Depths { get; init; } = [("GBX", 10), ("GBI", 2)];
}
