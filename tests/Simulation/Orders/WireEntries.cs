using System.Buffers.Binary;
using System.Text;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>An entry of a price level.</summary>
internal sealed record WireLevel(int SecurityId, char Type, BookAction Action, int Level, long? PriceNano, int Quantity, int Orders)
{
    private const long NullPrice = long.MaxValue;

    public bool IsReset => Type == 'J';

    public bool IsDirect => Type is '0' or '1';

    public bool IsImplied => Type is 'E' or 'F';

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

/// <summary>A status of an instrument, or, without one, of a product or a group: FIX tags 326, 327 and 1174.</summary>
internal sealed record WireStatus(string Group, string Asset, int SecurityId, byte Status, byte Reason, byte TradingEvent)
{
    private const int NullSecurityId = int.MaxValue;
    private const int TextBytes = 6;

    /// <summary>Whether all of a group is meant.</summary>
    public bool IsOfGroup => SecurityId == NullSecurityId && Asset.Length == 0;

    /// <summary>Whether an instrument is meant.</summary>
    public bool Concerns(SimulatedInstrument instrument)
    {
        if (SecurityId != NullSecurityId) return SecurityId == instrument.SecurityId;
        return Asset.Length != 0 ? Asset == instrument.Asset : Group == instrument.Group;
    }

    public static WireStatus Of(ReadOnlySpan<byte> body) => new(
        Text(body[8..]), Text(body[14..]), BinaryPrimitives.ReadInt32LittleEndian(body[20..]), body[27], body[28], body[29]);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes[..TextBytes]).TrimEnd('\0', ' ');
}
