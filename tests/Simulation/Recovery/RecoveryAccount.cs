using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;
using FeedHandler.Simulation.Losses;

namespace FeedHandler.Simulation.Recovery;

/// <summary>What a run's snapshots came to: what they did, and which books of the exchange are not whole at the end.</summary>
internal sealed class RecoveryAccount
{
    public long Restored { get; private set; }

    public long Replayed { get; private set; }

    public long TooOld { get; private set; }

    public long Held { get; private set; }

    /// <summary>Books by order that snapshots made whole.</summary>
    public long OrdersRestored { get; private set; }

    /// <summary>Of their parts, those that came before one that was missing.</summary>
    public long PartsAhead { get; private set; }

    /// <summary>The first book that was not healed, or null.</summary>
    public string? Unhealed { get; private set; }

    public void Close(Channel channel, SessionTruth truth, SnapshotPlan plan)
    {
        RecoveryCounters counters = channel.Recovery!;
        (Restored, Replayed, TooOld, Held) = (counters.Restored, counters.ReplayedEntries, counters.TooOld, counters.HeldPackets);
        (OrdersRestored, PartsAhead) = (counters.OrdersRestored, counters.OrderPartsAhead);
        truth.Finish();
        foreach (SimulatedInstrument instrument in truth.Instruments) Check(channel, instrument, plan);
    }

    private void Check(Channel channel, SimulatedInstrument instrument, SnapshotPlan plan)
    {
        if (instrument.Truth is not { RptSeq: > 0, IsDeleted: false }) return;
        int index = channel.Instruments.Find(instrument.SecurityId);
        if (index < 0)
        {
            Unhealed ??= $"{instrument.Symbol} is not known";
            return;
        }

        ref InstrumentBook book = ref channel.Instruments.Books[index];
        bool isDefined = channel.Instruments.Definition(index).IsDefined;
        bool isHealed = book.State == (isDefined || plan.IsWholeAtEnd ? BookState.Whole : BookState.Partial) && (book.Doubts & ~BookDoubts.Tail) == 0;
        if (!isHealed || channel.Instruments.Statistics(index).HasDoubt)
            Unhealed ??= $"{instrument.Symbol} is {book.State}, doubts {book.Doubts}, defined {isDefined}";
        Unhealed ??= Missing(book, channel.Instruments.Statistics(index), instrument);
        OrderBookState orders = channel.Instruments.Orders!.StateOf(index);
        if (plan.HasOrders && orders != OrderBookState.Whole) Unhealed ??= $"the orders of {instrument.Symbol} are {orders}";
    }

    // What is not known is claimed to be nothing.
    private static string? Missing(in InstrumentBook book, in StatisticSet statistics, SimulatedInstrument instrument)
    {
        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
        {
            if (statistics[kind] == MarketEvent.NullPrice && instrument.Truth.Statistic(kind) is { } told) return $"{instrument.Symbol} has no {kind}, and {told} was published";
        }

        return book.Volume == MarketEvent.NullQuantity && instrument.Truth.Volume > 0 ? $"{instrument.Symbol} has no volume" : null;
    }
}
