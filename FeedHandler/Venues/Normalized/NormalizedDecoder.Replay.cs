using FeedHandler.Core.Books;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Venues.Normalized;

/// <content>Healing by packets that are sent again.</content>
public unsafe partial struct NormalizedDecoder<TSink, TStamps>
{
    /// <inheritdoc/>
    public static bool HealsByReplay => true;

    /// <inheritdoc/>
    public readonly bool HasLost => _builder.HasLost;

    /// <inheritdoc/>
    public static IMessageDecoder CreateShadow(int channel, InstrumentTable instruments, LostEvents events) =>
        NormalizedDecoder<Core.Events.BatchSink<LostEventConsumer>, NoStamps>.Create(channel, instruments, LostEventConsumer.Sink(events), default);

    /// <inheritdoc/>
    public bool TellRestored(LossShadow shadow, ReplayCounters counters, uint seqNum, long rxNs, bool isQuiet)
    {
        if (!_builder.TellRestored(shadow, counters, seqNum, rxNs, isQuiet)) return false;
        Trust(shadow.Instruments);
        return true;
    }

    // What the shadow knows of the other's instruments it knows without a loss.
    private void Trust(InstrumentTable shadow)
    {
        UpstreamInstruments known = shadow.Upstream!;
        for (int upstreamIndex = 0; upstreamIndex < known.MappedCount; upstreamIndex++)
        {
            int theirs = known.IndexOf(upstreamIndex);
            if (theirs < 0) continue;
            ref InstrumentBook right = ref shadow.Books[theirs];
            InstrumentBook* book = _builder.FindKnown(right.SecurityId);
            if (book == null || !_upstream.TryMap(upstreamIndex, book->Index)) continue;
            if (!known.IsDoubted(theirs) && book->RptSeq == right.RptSeq) _upstream.Restore(book->Index);
        }
    }
}
