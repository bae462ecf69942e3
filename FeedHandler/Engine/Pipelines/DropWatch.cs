using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Engine;

/// <summary>
/// Tells channels when this machine dropped packets: by the receiver's count after every poll, which costs a read of memory, and by asking the system
/// when nothing has come for a while, as nobody tells of drops that no packet follows.
/// </summary>
/// <param name="channels">The channels of the feed thread; a drop may have been of any.</param>
internal struct DropWatch<TVenue, TDecoder, TStamps>(ChannelSet<TVenue, TDecoder, TStamps> channels)
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder
    where TStamps : struct, IStamps
{
    private const long QuietNs = 1_000_000;
    private long _dropCount;
    private long _quietSinceNs;
    private bool _hasLooked;

    /// <summary>Looks after a poll.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="packetCount">How many packets the poll gave.</param>
    /// <param name="nowNs">The time before it.</param>
    /// <param name="rxNs">When the last packet was received.</param>
    public void OnPoll<TReceiver>(ref TReceiver receiver, int packetCount, long nowNs, long rxNs)
        where TReceiver : IReceiver
    {
        if (packetCount > 0) (_quietSinceNs, _hasLooked) = (nowNs, false);
        else if (!_hasLooked && nowNs - _quietSinceNs > QuietNs) receiver.LookForDrops();
        _hasLooked |= packetCount == 0 && nowNs - _quietSinceNs > QuietNs;
        if (receiver.DropCount != _dropCount) Tell(receiver.DropCount, rxNs);
    }

    /// <summary>Asks the system, when no poll will follow.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="rxNs">When the last packet was received.</param>
    public void Look<TReceiver>(ref TReceiver receiver, long rxNs)
        where TReceiver : IReceiver
    {
        receiver.LookForDrops();
        if (receiver.DropCount != _dropCount) Tell(receiver.DropCount, rxNs);
    }

    private void Tell(long dropCount, long rxNs)
    {
        _dropCount = dropCount;
        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in channels.Channels) channel.OnDropped(rxNs);
    }
}
