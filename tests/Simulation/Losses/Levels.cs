using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>The levels of a side, held against those that were published.</summary>
internal static class Levels
{
    public static bool AreSame(in InstrumentBook book, BookSide side, IReadOnlyList<SimulatedLevel> levels)
    {
        for (int number = 1; number <= book.Depth(side); number++)
        {
            bool isThere = book.TryGetLevel(side, number, out Level level);
            if (isThere != number <= levels.Count) return false;
            if (!isThere) continue;
            SimulatedLevel right = levels[number - 1];
            if (level.PriceNano != right.PriceNano || level.Quantity != right.Quantity) return false;
            if (side < BookSide.ImpliedBid && level.Orders != right.Orders) return false;
        }

        return true;
    }
}
