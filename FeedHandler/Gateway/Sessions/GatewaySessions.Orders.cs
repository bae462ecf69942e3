using FeedHandler.Client;
using FeedHandler.Gateway.Connections;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Sessions;

/// <content>Books by order as they stand, behind the book of the same moment: what the events behind that change.</content>
internal sealed partial class GatewaySessions
{
    private const int JsonBytesOfOrder = 192;
    private readonly byte[] _orderFrame = new byte[OrderParts.PartBytesMax];
    private readonly OrderParts _orders = new();

    // False when they are told later: they are not there yet, or what waits for the client leaves no room. Those for which there is never room are said to be
    // unknown.
    private bool AreOrdersReady(in Session session, in SubscribedBook book, in EventPlace place)
    {
        if (book.AwaitsOrders) return false;
        _orders.Begin(book, place);
        bool isJson = KindOf(session.Id.Slot) == ConnectionKind.WebSocketJson;
        long bytes = isJson ? (long)_orders.Count * JsonBytesOfOrder : _orders.BytesMax;
        long limit = _context.Options.BacklogBytes;
        if (bytes <= limit / 2) return bytes <= limit - _loop.Backlog(session.Id) - FrameEncoder.SnapshotBytesMax - _orderFrame.Length;
        Counters.Add(GatewayCount.OrdersLeftOut);
        _orders.LeaveOut();
        return true;
    }

    private void TellOrders(ConnectionId id)
    {
        while (_orders.WriteNext(_orderFrame) is > 0 and var bytes)
        {
            Send(id, _orderFrame.AsSpan(0, bytes));
            Counters.Add(GatewayCount.Messages);
        }
    }
}
