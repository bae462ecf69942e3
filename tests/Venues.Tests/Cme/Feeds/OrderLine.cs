namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>One order as a message has it. Prices are mantissas.</summary>
internal sealed record OrderLine(ulong Id)
{
    public const byte New = 0;
    public const byte Update = 1;
    public const byte Delete = 2;

    public byte Action { get; init; }

    public ulong Priority { get; init; } = Id;

    public int Quantity { get; init; } = 5;

    /// <summary>Of an order behind a level: which entry of the message has its instrument, side and price, from 1.</summary>
    public byte Reference { get; init; } = 1;

    /// <summary>Of an order by itself.</summary>
    public int Security { get; init; } = 1;

    public char Type { get; init; } = '0';

    public long Price { get; init; } = 100;
}

/// <summary>A part of the snapshot of the orders of one instrument (template 53, or 44).</summary>
internal sealed record OrderPart(uint Last, params OrderLine[] Orders)
{
    public int Template { get; init; } = 53;

    public int Security { get; init; } = 1;

    public uint Parts { get; init; } = 1;

    public uint Part { get; init; } = 1;

    /// <summary>How many instruments the loop has.</summary>
    public uint Total { get; init; } = 100;
}
