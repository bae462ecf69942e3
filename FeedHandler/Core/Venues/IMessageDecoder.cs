using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Venues;

/// <summary>Turns packets in sequence into books and events; a struct type argument.</summary>
public interface IMessageDecoder
{
    /// <summary>Decodes every message of a packet and publishes its events.</summary>
    /// <param name="packet">The packet, in sequence and for the first time.</param>
    /// <param name="header">Its header.</param>
    /// <param name="stampTicks">The stage clock's ticks when it entered; 0 without stamps.</param>
    void Decode(in Packet packet, in PacketHeader header, long stampTicks);

    /// <summary>Packets were lost: every instrument is in doubt until its own sequence proves otherwise.</summary>
    /// <param name="lostCount">How many.</param>
    /// <param name="nextSeqNum">The packet that comes next.</param>
    /// <param name="rxNs">When that was noticed, nanoseconds since the Unix epoch.</param>
    void OnGap(uint lostCount, uint nextSeqNum, long rxNs);

    /// <summary>The venue's sequence started again: all state of the channel is dropped.</summary>
    /// <param name="seqNum">The first packet of the new sequence.</param>
    /// <param name="rxNs">When it was received, nanoseconds since the Unix epoch.</param>
    void OnRestart(uint seqNum, long rxNs);
}
