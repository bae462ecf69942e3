namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>One entry of an incremental message, whatever its template: a template takes what it has fields for. Prices are mantissas.</summary>
internal sealed record Entry
{
    public const byte New = 0;
    public const byte Change = 1;
    public const byte Delete = 2;
    public const byte DeleteThru = 3;
    public const byte DeleteFrom = 4;
    public const byte Overlay = 5;

    public int Security { get; init; } = 1;

    /// <summary>Its number within the instrument; null for the one that follows the last.</summary>
    public uint? RptSeq { get; init; }

    public char Type { get; init; } = '0';

    public byte Action { get; init; }

    public byte Level { get; init; } = 1;

    public long? Price { get; init; } = 100;

    public long? Size { get; init; } = 10;

    public int? Orders { get; init; } = 1;

    /// <summary>AggressorSide, OpenCloseSettlFlag or the bits of SettlPriceType.</summary>
    public byte Flag { get; init; } = 255;

    /// <summary>LowLimitPrice and MaxPriceVariation; the price is HighLimitPrice.</summary>
    public long? Low { get; init; }

    public long? Band { get; init; }

    /// <summary>The orders of the message, given with any of its entries.</summary>
    public (ulong Id, int Quantity)[] Fills { get; init; } = [];

    public static Entry Of(char type, byte action, byte level, long? price, long? size = 10, int? orders = 1) =>
        new() { Type = type, Action = action, Level = level, Price = price, Size = size, Orders = orders };

    public static Entry Bid(byte level, long? price, byte action = New, long? size = 10) => Of('0', action, level, price, size);

    public static Entry Ask(byte level, long? price, byte action = New, long? size = 10) => Of('1', action, level, price, size);

    public static Entry ImpliedBid(byte level, long? price, byte action = New, long? size = 10) => Of('E', action, level, price, size, null);

    public static Entry ImpliedAsk(byte level, long? price, byte action = New, long? size = 10) => Of('F', action, level, price, size, null);

    public static Entry Statistic(char type, long? price, long? size = null, byte action = New, byte flag = 255) =>
        new() { Type = type, Action = action, Price = price, Size = size, Flag = flag };

    public static Entry Volume(long? size, byte action = New) => new() { Type = 'e', Action = action, Size = size };

    public static Entry Trade(long price, long size, byte aggressor = 1, byte action = New, int? orders = 0) =>
        new() { Type = '2', Action = action, Price = price, Size = size, Flag = aggressor, Orders = orders };
}
