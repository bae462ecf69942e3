using System.Buffers.Binary;
using FeedHandler.Core.Events;

namespace FeedHandler.Simulation.Orders;

/// <summary>An entry of a price level.</summary>
internal sealed record WireLevel(int SecurityId, char Type, BookAction Action, int Level, long? PriceNano, int Quantity, int Orders)
{
    private const long NullPrice = long.MaxValue;

    public bool IsReset => Type == 'J';

    public bool IsDirect => Type is '0' or '1';

    public static WireLevel Of(ReadOnlySpan<byte> entry, int scale) => new(
        BinaryPrimitives.ReadInt32LittleEndian(entry[12..]), (char)entry[26], (BookAction)entry[25], entry[24], Price(entry, scale),
        BinaryPrimitives.ReadInt32LittleEndian(entry[8..]), BinaryPrimitives.ReadInt32LittleEndian(entry[20..]));

    public static long? Price(ReadOnlySpan<byte> bytes, int scale) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes) is var mantissa && mantissa == NullPrice ? null : mantissa * scale;
}

/// <summary>An entry of an order: its price is that of the level it refers to, or, told alone (reference 0), its own.</summary>
internal sealed record WireOrder(
    int SecurityId, ulong OrderId, bool IsBid, BookAction Action, long? PriceNano, int Quantity, ulong Priority, int Reference)
{
    public const int NullQuantity = int.MaxValue;
    public const ulong NullPriority = ulong.MaxValue;
}

/// <summary>An entry of a trade.</summary>
internal sealed record WireTrade(int SecurityId, BookAction Action, long PriceNano, int Quantity, int OrderCount, byte Aggressor)
{
    public static WireTrade Of(ReadOnlySpan<byte> entry, int scale) => new(
        BinaryPrimitives.ReadInt32LittleEndian(entry[12..]), (BookAction)entry[25], BinaryPrimitives.ReadInt64LittleEndian(entry) * scale,
        BinaryPrimitives.ReadInt32LittleEndian(entry[8..]), BinaryPrimitives.ReadInt32LittleEndian(entry[20..]), entry[24]);
}
