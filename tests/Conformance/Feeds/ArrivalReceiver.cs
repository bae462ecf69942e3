using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Conformance.Feeds;

/// <summary>A receiver of packets that are all there.</summary>
internal sealed class ArrivalReceiver(IReadOnlyList<Arrival> arrivals) : IReceiver
{
    private int _next;

    public bool IsCompleted => _next == arrivals.Count;

    public long DropCount => 0;

    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int end = (int)Math.Min(arrivals.Count, (long)_next + packetLimit);
        int count = end - _next;
        for (; _next < end; _next++)
        {
            Arrival arrival = arrivals[_next];
            handler.OnPacket(new Packet(arrival.Bytes.Span, arrival.RxNs, (int)arrival.Line));
        }

        return count;
    }

    public void LookForDrops()
    {
    }
}
