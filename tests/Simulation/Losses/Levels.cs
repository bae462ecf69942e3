using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>The levels of a side, held against those that were published.</summary>
internal static class Levels
{
    public static bool AreSame(in InstrumentBook book, BookSide side, IReadOnlyList<SimulatedLevel> levels)
    {
        for (var number = 1; number <= book.Depth(side); number++)
        {
            var isThere = book.TryGetLevel(side, number, out var level);
            if (isThere != number <= levels.Count) return false;
            if (!isThere) continue;
            var right = levels[number - 1];
            if (level.PriceNano != right.PriceNano || level.Quantity != right.Quantity) return false;
            if (side < BookSide.ImpliedBid && level.Orders != right.Orders) return false;
        }

        return true;
    }
}
