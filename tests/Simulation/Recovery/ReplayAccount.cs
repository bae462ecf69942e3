using System.Globalization;
using System.Text;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;
using FeedHandler.Simulation.Losses;

namespace FeedHandler.Simulation.Recovery;

/// <summary>What a run's packets that were sent again came to, and whether at the end the channel is as one that lost nothing, where none failed to come.</summary>
internal sealed class ReplayAccount
{
    public long Restored { get; private set; }

    public long Packets { get; private set; }

    public long Trades { get; private set; }

    public long Requests { get; private set; }

    /// <summary>Healings that were given up.</summary>
    public long Failures { get; private set; }

    public ReplayCounters Counters { get; private set; } = new();

    /// <summary>The first fault, or null.</summary>
    public string? Wrong { get; private set; }

    public void Close(Channel channel, SessionTruth truth, SimulatedReplay replay, IReadOnlyList<SimulatedPacket> packets)
    {
        ReplayCounters counters = channel.Replay!;
        Counters = counters;
        (Restored, Packets, Trades, Requests) = (counters.Restored, counters.Packets, counters.Trades, counters.Requests);
        Failures = replay.FailedCount + counters.FailedQueueFull + counters.FailedTooLarge + counters.FailedSuperseded + counters.FailedContradicted;
        truth.Finish();
        Wrong = counters.Contradictions > 0 ? $"{counters.Contradictions} contradictions" : truth.Trades.CompareRestored(isAll: Failures == 0);
        if (Failures == 0) CompareWhole(channel, packets);
    }

    // All that one channel shows is what another shows that lost nothing.
    private void CompareWhole(Channel channel, IReadOnlyList<SimulatedPacket> packets)
    {
        using Channel whole = new(static (ref MarketEvent _, bool _) => { });
        foreach (SimulatedPacket packet in packets) whole.Take(packet.Bytes.Span);
        for (int index = 0; index < whole.Instruments.Count; index++)
        {
            long securityId = whole.Instruments.Books[index].SecurityId;
            int own = channel.Instruments.Find(securityId);
            if (own < 0) Wrong ??= $"{securityId} is not known";
            else if (Text(channel.Instruments, own) is { } shown && Text(whole.Instruments, index) is { } right && shown != right)
                Wrong ??= $"{securityId} is {shown} and should be {right}";
        }
    }

    private static string Text(InstrumentTable instruments, int index)
    {
        ref InstrumentBook book = ref instruments.Books[index];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{book.State} {book.Doubts} {book.RptSeq} {book.StatusCode} {book.Volume} {book.LastPriceNano}");
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int number = 1; number <= book.Depth(side); number++)
                text.Append(book.IsKnown(side, number) ? book.TryGetLevel(side, number, out Level level) ? $" {level}" : " -" : " ?");
        }

        ref StatisticSet statistics = ref instruments.Statistics(index);
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++) text.Append($" {statistics[kind]}{(statistics.IsInDoubt(kind) ? "?" : "")}");
        ref InstrumentDefinition definition = ref instruments.Definition(index);
        return $"{text} {definition.Symbol} {definition.IsDefined} {definition.IsDeleted} {definition.DisplayFactorNano} {definition.LastUpdateTimeNs}";
    }
}
