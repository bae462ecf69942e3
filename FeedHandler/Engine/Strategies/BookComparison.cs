using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Engine;

/// <summary>Compares books level by level.</summary>
internal static class BookComparison
{
    /// <summary>Whether two tables hold the same instruments with the same levels, statuses, trades and volumes.</summary>
    public static bool AreEqual(BookTable expected, BookTable actual)
    {
        if (expected.Count != actual.Count) return false;
        for (int index = 0; index < expected.Count; index++)
        {
            if (!AreEqual(expected[index], actual[index])) return false;
        }

        return true;
    }

    private static bool AreEqual(in InstrumentBook expected, in InstrumentBook actual)
    {
        if (expected.SecurityId != actual.SecurityId || expected.State != actual.State || expected.Doubts != actual.Doubts) return false;
        if (expected.Volume != actual.Volume || expected.Status != actual.Status || expected.StatusCode != actual.StatusCode) return false;
        if (expected.LastPriceNano != actual.LastPriceNano || expected.LastQuantity != actual.LastQuantity) return false;
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            if (!AreEqual(expected, actual, side)) return false;
        }

        return true;
    }

    private static bool AreEqual(in InstrumentBook expected, in InstrumentBook actual, BookSide side)
    {
        if (expected.Depth(side) != actual.Depth(side)) return false;
        for (int number = 1; number <= expected.Depth(side); number++)
        {
            if (expected.IsKnown(side, number) != actual.IsKnown(side, number)) return false;
            bool isThere = expected.TryGetLevel(side, number, out Level expectedLevel);
            if (isThere != actual.TryGetLevel(side, number, out Level actualLevel) || expectedLevel != actualLevel) return false;
        }

        return true;
    }
}
