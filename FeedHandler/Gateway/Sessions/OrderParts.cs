using FeedHandler.Client;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Sessions;

/// <summary>The orders of an instrument, of one moment, as frames: part by part, for whoever had its book just before. One for a loop.</summary>
internal sealed class OrderParts
{
    private const int OrdersOfPart = 256;
    private RestingOrder[] _orders = new RestingOrder[OrdersOfPart];
    private MarketEvent _head;
    private EventPlace _place;
    private OrderPart _part;

    /// <summary>The most bytes of a part.</summary>
    public static int PartBytesMax { get; } = OrderSnapshots.FrameBytes(OrdersOfPart);

    /// <summary>How many orders there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes all parts have at most.</summary>
    public long BytesMax => ((long)Count * OrderSnapshots.OrderBytes) + ((long)_part.PartCount * OrderSnapshots.FrameBytes(0));

    /// <summary>Copies the orders of an instrument.</summary>
    /// <param name="book">The instrument, whose orders are not awaited.</param>
    /// <param name="place">The place of the last event that is in them.</param>
    public void Begin(in SubscribedBook book, in EventPlace place)
    {
        OrderTrust trust = book.Orders.Trust;
        Count = OrderSnapshots.Copy(book.Orders, _orders);
        if (Count > _orders.Length)
        {
            _orders = new RestingOrder[Count + (Count / 2)];
            OrderSnapshots.Copy(book.Orders, _orders);
        }

        (_head, _place) = (FrameMaker.HeadOf(book), place);
        if (trust.IsInDoubt) _head.Flags |= EventFlags.InDoubt;
        _part = new OrderPart(book.Instrument.SecurityId, 1, Math.Max(1, (Count + OrdersOfPart - 1) / OrdersOfPart), trust.State);
    }

    /// <summary>Says that they are not known instead.</summary>
    public void LeaveOut()
    {
        Count = 0;
        _head.Flags &= ~EventFlags.InDoubt;
        _part = new OrderPart(_part.SecurityId, 1, 1, OrderBookState.Unknown);
    }

    /// <summary>Writes the next part.</summary>
    /// <param name="frame">Takes it, at least <see cref="PartBytesMax"/>, or what is left of <see cref="BytesMax"/>.</param>
    /// <returns>How many bytes were written; 0 behind the last one.</returns>
    public int WriteNext(Span<byte> frame)
    {
        if (_part.Part > _part.PartCount) return 0;
        int from = (_part.Part - 1) * OrdersOfPart;
        ReadOnlySpan<RestingOrder> orders = _orders.AsSpan(from, Math.Min(OrdersOfPart, Count - from));
        int bytes = OrderSnapshots.Encode(_head, _place, _part, orders, frame);
        _part = _part with { Part = _part.Part + 1 };
        return bytes;
    }
}
