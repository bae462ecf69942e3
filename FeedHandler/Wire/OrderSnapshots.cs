using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Wire;

/// <summary>Which part of an instrument's orders a frame has.</summary>
/// <param name="SecurityId">The venue's id of the instrument.</param>
/// <param name="Part">Its number, from 1.</param>
/// <param name="PartCount">How many parts there are; an instrument without orders has one, which is empty.</param>
/// <param name="State">How far the orders can be trusted.</param>
public readonly record struct OrderPart(long SecurityId, int Part, int PartCount, OrderBookState State);

/// <summary>Writes the orders of an instrument part by part, and reads them back. Of each price they come as they queue.</summary>
public static class OrderSnapshots
{
    /// <summary>The length of an order in a frame.</summary>
    public const int OrderBytes = OrderSnapshotEncoder.OrdersEntryEncoder.BlockLength;

    private const int EmptyBytes = FrameHeader.Bytes + OrderSnapshotEncoder.EncodedLengthMin;

    /// <summary>The length of a frame with so many orders.</summary>
    /// <param name="orderCount">How many.</param>
    public static int FrameBytes(int orderCount) => EmptyBytes + (orderCount * OrderBytes);

    /// <summary>How many orders fit a frame.</summary>
    /// <param name="frameBytes">How long it may be.</param>
    public static int OrderCountMax(int frameBytes) => (Math.Min(frameBytes, FrameHeader.FrameBytesMax) - EmptyBytes) / OrderBytes;

    /// <summary>Copies all orders of an instrument, bids before asks, the best price first, and of one price as they queue.</summary>
    /// <param name="view">The orders.</param>
    /// <param name="orders">Takes as many as fit.</param>
    /// <returns>How many there are.</returns>
    public static int Copy(in OrdersView view, Span<RestingOrder> orders)
    {
        if (!view.AreKept) return 0;
        int count = 0;
        for (BookSide side = BookSide.Bid; side <= BookSide.Ask; side++)
        {
            foreach (OrderLevel level in view.Levels(side))
            {
                foreach (RestingOrder order in view.At(side, level.PriceNano))
                {
                    if (count < orders.Length) orders[count] = order;
                    count++;
                }
            }
        }

        return count;
    }

    /// <summary>Writes a part.</summary>
    /// <param name="head">Of what instrument it is and when it was told last. Its kind is not read.</param>
    /// <param name="place">The place of the last event that is in it.</param>
    /// <param name="part">Which part it is.</param>
    /// <param name="orders">Its orders.</param>
    /// <param name="frame">Takes the frame, at least <see cref="FrameBytes"/> of its orders.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(in MarketEvent head, in EventPlace place, in OrderPart part, ReadOnlySpan<RestingOrder> orders, Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orders.Length, OrderCountMax(frame.Length), nameof(orders));
        if (!OrderSnapshotEncoder.TryEncode(frame[FrameHeader.LengthBytes..], out OrderSnapshotEncoder encoder)) return 0;
        EventHead.Write(head, place, frame);
        encoder.SecurityId = part.SecurityId;
        encoder.Part = (uint)part.Part;
        encoder.PartCount = (uint)part.PartCount;
        encoder.OrdersState = (OrdersState)part.State;
        OrderSnapshotEncoder.OrdersEncoder group = encoder.BeginOrders(orders.Length);
        foreach (ref readonly RestingOrder order in orders)
        {
            OrderSnapshotEncoder.OrdersEntryEncoder entry = group.Next();
            entry.OrderId = order.Id;
            entry.Priority = order.Priority;
            entry.PriceRaw = order.PriceNano;
            entry.QuantityRaw = order.Quantity;
            entry.Side = (Side)order.Side;
        }

        return FrameEncoder.Close(frame, encoder.MessageLength);
    }

    /// <summary>Reads a part.</summary>
    /// <param name="frame">The frame, all of it.</param>
    /// <param name="head">Of what instrument it is: an event of no kind.</param>
    /// <param name="place">The place of the last event that is in it.</param>
    /// <param name="part">Which part it is.</param>
    /// <param name="orders">Takes its orders: <see cref="OrderCountMax"/> of the frame's length is room enough.</param>
    /// <param name="orderCount">How many orders it has.</param>
    /// <param name="fault">What is wrong; <see cref="FrameFault.Template"/> of another message, <see cref="FrameFault.Group"/> of more orders than there
    /// is room for.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryDecode(
        ReadOnlySpan<byte> frame, out MarketEvent head, out EventPlace place, out OrderPart part, Span<RestingOrder> orders, out int orderCount,
        out FrameFault fault)
    {
        part = default;
        orderCount = 0;
        fault = FrameDecoder.EnterState(frame, OrderSnapshot.TemplateId, out head, out place);
        if (fault != FrameFault.None) return false;
        if (!OrderSnapshot.TryDecode(frame[FrameHeader.LengthBytes..], out OrderSnapshot message)) fault = FrameFault.Block;
        else fault = Read(message, out part, orders, out orderCount);
        return fault == FrameFault.None;
    }

    private static FrameFault Read(in OrderSnapshot message, out OrderPart part, Span<RestingOrder> orders, out int orderCount)
    {
        orderCount = 0;
        part = new OrderPart(message.SecurityId, (int)message.Part, (int)message.PartCount, (OrderBookState)message.OrdersState);
        if (!message.OrdersState.IsDefined() || part.Part < 1 || part.PartCount < part.Part) return FrameFault.Value;
        if (!message.TryGetOrders(out OrderSnapshot.OrdersGroup group) || group.Count > orders.Length) return FrameFault.Group;
        foreach (OrderSnapshot.OrdersEntry entry in group)
        {
            if (entry.Side > Side.Ask) return FrameFault.Value;
            orders[orderCount++] = new RestingOrder(entry.OrderId, (BookSide)entry.Side, entry.PriceRaw, entry.QuantityRaw, entry.Priority);
        }

        return FrameFault.None;
    }
}
