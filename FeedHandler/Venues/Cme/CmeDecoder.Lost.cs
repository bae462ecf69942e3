using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Venues.Cme;

/// <content>Packets that were lost and are sent again (CME MDP 3.0, "TCP Recovery"): a second decoder of the same rules goes through them.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    /// <inheritdoc/>
    public static bool HealsByReplay => true;

    /// <inheritdoc/>
    public readonly bool HasLost => _builder.HasLost;

    /// <inheritdoc/>
    public static IMessageDecoder CreateShadow(int channel, InstrumentTable instruments, LostEvents events) =>
        new CmeDecoder<BatchSink<LostEventConsumer>, NoStamps>(channel, instruments, LostEventConsumer.Sink(events), default);

    /// <inheritdoc/>
    public bool TellRestored(LossShadow shadow, ReplayCounters counters, uint seqNum, long rxNs, bool isQuiet) =>
        _builder.TellRestored(shadow, counters, seqNum, rxNs, isQuiet);
}
