using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Venues;

/// <summary>Turns packets in sequence into books and events; a struct type argument.</summary>
public interface IMessageDecoder
{
    /// <summary>What of messages was met so far.</summary>
    MessageCounters Messages { get; }

    /// <summary>What of entries was met so far.</summary>
    BookCounters Entries { get; }

    /// <summary>The instruments that are filled.</summary>
    InstrumentTable Instruments { get; }

    /// <summary>Decodes every message of a packet and publishes its events.</summary>
    /// <param name="packet">The packet: whole, in sequence and for the first time.</param>
    /// <param name="header">Its header.</param>
    /// <param name="line">The line by which it came.</param>
    /// <param name="stampTicks">The stage clock's ticks when it entered; 0 without stamps.</param>
    void Decode(in Packet packet, in PacketHeader header, Line line, long stampTicks);

    /// <summary>Packets were lost: every instrument is in doubt until its own sequence proves otherwise.</summary>
    /// <param name="lostCount">How many numbers; 0 when the sequence was contradicted without a hole in it.</param>
    /// <param name="nextSeqNum">The number that comes next.</param>
    /// <param name="rxNs">When that was noticed, nanoseconds since the Unix epoch.</param>
    void OnGap(ulong lostCount, ulong nextSeqNum, long rxNs);

    /// <summary>The venue's sequence started again: all state of the channel is dropped.</summary>
    /// <param name="seqNum">The first number of the new sequence.</param>
    /// <param name="rxNs">When that was noticed, nanoseconds since the Unix epoch.</param>
    void OnRestart(ulong seqNum, long rxNs);

    /// <summary>This machine dropped packets that may have been of the channel, or it is proved that none was.</summary>
    /// <param name="isInDoubt">Whether they may.</param>
    /// <param name="nextSeqNum">The number that comes next.</param>
    /// <param name="rxNs">When that was noticed, nanoseconds since the Unix epoch.</param>
    void OnDoubt(bool isInDoubt, ulong nextSeqNum, long rxNs);

    /// <summary>Whether the decoder reads loops of snapshots and definitions; where not, nothing is kept for them, and what follows is not called.</summary>
    static virtual bool ReadsSnapshots => false;

    /// <summary>
    /// Restores the instruments of a packet of a loop that need it: by their snapshots, of levels or of orders, where the channel's history proves what came
    /// since, and by their definitions, where these are newer.
    /// </summary>
    /// <param name="packet">The packet, which is whole.</param>
    /// <param name="rxNs">When it was received, nanoseconds since the Unix epoch.</param>
    /// <param name="isQuiet">Whether the sequence has been silent for so long that a match event which goes on will not be ended by it.</param>
    /// <param name="recovery">The channel's history, and what counts.</param>
    /// <returns>False when it must be offered again: the channel has not reached it, or a match event is going on.</returns>
    bool TryRestore(ReadOnlySpan<byte> packet, long rxNs, bool isQuiet, ChannelRecovery recovery) =>
        throw new NotSupportedException("This decoder reads no snapshots.");

    /// <summary>The channel was joined in mid-session: what was said before of instruments that are met from here on is not known.</summary>
    void OnJoin() => throw new NotSupportedException("This decoder reads no snapshots.");

    /// <summary>Assumes what earlier runs were told of instruments, before the first packet.</summary>
    /// <param name="cached">The definitions.</param>
    void Assume(ReadOnlySpan<CachedInstrument> cached) => throw new NotSupportedException("This decoder takes no definitions of earlier runs.");

    /// <summary>Whether the decoder takes them; where not, none are kept.</summary>
    static virtual bool TakesCache => false;

    /// <summary>Whether a packet of snapshots is the first of a loop.</summary>
    /// <param name="header">Its header.</param>
    static virtual bool BeginsLoop(in PacketHeader header) => header.First == 1;

    /// <summary>Whether a channel of the decoder can be healed by packets that are sent again; where not, what follows is not called.</summary>
    static virtual bool HealsByReplay => false;

    /// <summary>Makes a decoder that follows a channel beside its own, with a sink that keeps what no book holds.</summary>
    /// <param name="channel">The channel's index.</param>
    /// <param name="instruments">The instruments that it fills.</param>
    /// <param name="events">Takes what no book holds.</param>
    static virtual IMessageDecoder CreateShadow(int channel, InstrumentTable instruments, LostEvents events) =>
        throw new NotSupportedException("This decoder replays nothing.");

    /// <summary>Whether packets of this sequence were lost, so that what an instrument had before it was first heard of is not known.</summary>
    bool HasLost => throw new NotSupportedException("This decoder replays nothing.");

    /// <summary>Tells what a shadow that has come to the channel's last packet knows better, some of it at a time.</summary>
    /// <param name="shadow">The shadow.</param>
    /// <param name="counters">What came of it.</param>
    /// <param name="seqNum">The lower 32 bits of the number of the channel's last packet.</param>
    /// <param name="rxNs">When what was replayed came, nanoseconds since the Unix epoch.</param>
    /// <param name="isQuiet">Whether the sequence has been silent for so long that a match event which goes on will not be ended by it.</param>
    /// <returns>Whether all of it has been told.</returns>
    bool TellRestored(LossShadow shadow, ReplayCounters counters, uint seqNum, long rxNs, bool isQuiet) =>
        throw new NotSupportedException("This decoder replays nothing.");

    /// <summary>Forgets a match event that has not ended: the packets start anew, and perhaps the instruments.</summary>
    void Forget();
}

/// <summary>A decoder that can be made for a sink: what a pipeline needs to be closed over a venue.</summary>
/// <typeparam name="TSelf">The decoder.</typeparam>
/// <typeparam name="TSink">Takes the events.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public interface IMessageDecoder<TSelf, TSink, TStamps> : IMessageDecoder
    where TSelf : struct, IMessageDecoder<TSelf, TSink, TStamps>
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    /// <summary>Makes a decoder.</summary>
    /// <param name="channel">The channel's index, which its events carry.</param>
    /// <param name="instruments">The instruments and their books.</param>
    /// <param name="sink">Takes the events.</param>
    /// <param name="stamps">The stage stamps.</param>
    static abstract TSelf Create(int channel, InstrumentTable instruments, TSink sink, TStamps stamps);
}
