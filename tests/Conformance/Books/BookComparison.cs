using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Conformance.Books;

/// <summary>
/// Holds a strategy's books against the feed's, level by level, whenever the two stand at the same event: at the end of every packet.
/// </summary>
internal sealed class BookComparison(BookTable feed, BookReplica replica)
{
    private static readonly BookSide[] Sides = [BookSide.Bid, BookSide.Ask, BookSide.ImpliedBid, BookSide.ImpliedAsk];
    private readonly HashSet<int> _touched = [];

    /// <summary>At how many ends of match events books were compared.</summary>
    public long EventCount { get; private set; }

    /// <summary>Ends of match events that stood within a packet, where the feed was ahead already.</summary>
    public long SkippedCount { get; private set; }

    public void OnEvent(in MarketEvent marketEvent, bool isEndOfBatch)
    {
        _touched.Add(marketEvent.InstrumentIndex);
        bool isEndOfEvent = (marketEvent.Flags & EventFlags.EndOfEvent) != 0;
        if (!isEndOfBatch)
        {
            if (isEndOfEvent) SkippedCount++;
            return;
        }

        if (isEndOfEvent) EventCount++;
        if (_touched.Contains(MarketEvent.NoInstrument)) CompareAll();
        else foreach (int index in _touched) Compare(index);
        _touched.Clear();
    }

    public void CompareAll()
    {
        if (replica.Books.Count != feed.Count) Assert.Fail($"{replica.Books.Count} instruments, the feed has {feed.Count}");
        if (replica.Rejected != 0) Assert.Fail($"{replica.Rejected} events rejected");
        for (int index = 0; index < feed.Count; index++) Compare(index);
    }

    private void Compare(int index)
    {
        ref InstrumentBook expected = ref feed[index];
        ref InstrumentBook actual = ref replica.Books[index];
        if (actual.SecurityId != expected.SecurityId || actual.State != expected.State || actual.RptSeq != expected.RptSeq)
        {
            Assert.Fail($"{expected.SecurityId}: {actual.SecurityId} {actual.State} {actual.RptSeq}, feed {expected.State} {expected.RptSeq}");
        }

        if ((actual.LastPriceNano, actual.LastQuantity, actual.Volume) != (expected.LastPriceNano, expected.LastQuantity, expected.Volume))
        {
            Assert.Fail($"{expected.SecurityId}: last {actual.LastPriceNano} volume {actual.Volume}, feed {expected.LastPriceNano} {expected.Volume}");
        }

        foreach (BookSide side in Sides) Compare(actual, expected, side);
    }

    private static void Compare(in InstrumentBook actual, in InstrumentBook expected, BookSide side)
    {
        if (actual.Depth(side) != expected.Depth(side)) Assert.Fail($"{expected.SecurityId} {side}: depth {actual.Depth(side)}, feed {expected.Depth(side)}");
        for (int number = 1; number <= expected.Depth(side); number++)
        {
            bool isThere = expected.TryGetLevel(side, number, out Level expectedLevel);
            bool isSame = actual.TryGetLevel(side, number, out Level actualLevel) == isThere
                && actual.IsKnown(side, number) == expected.IsKnown(side, number) && actualLevel == expectedLevel;
            if (!isSame) Assert.Fail($"{expected.SecurityId} {side} {number}: {actualLevel}, feed {expectedLevel}");
        }
    }
}
