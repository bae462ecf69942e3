using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

public unsafe partial struct InstrumentBook
{
    /// <summary>Applies one level update (CME MDP 3.0, "Market by Price book management").</summary>
    /// <param name="side">The side; <see cref="BookSide.None"/> is refused.</param>
    /// <param name="action">What happens to the level.</param>
    /// <param name="level">The level from 1 at the top.</param>
    /// <param name="priceNano">The price in 1e-9.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="orders">The order count; implied sides keep none.</param>
    /// <returns>False, and nothing changed, when the side has no such level or the action is not one of the six.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public bool Apply(BookSide side, BookAction action, uint level, long priceNano, long quantity, int orders)
    {
        if ((uint)side >= 4) return false;
        var place = level - 1;
        int depth = DepthOf[(int)side];
        if (place >= (uint)depth) return false;
        if (action > BookAction.Delete) return ApplyRare(side, action, level, priceNano, quantity, orders);
        if ((uint)side >= 2) Implied((uint)side)->Apply(action, place, depth, priceNano, quantity);
        else if (action == BookAction.Change) Direct((uint)side)->Set(place, priceNano, quantity, orders);
        else LevelMoves.Apply(Direct((uint)side), _moves, action, place, priceNano, quantity, orders);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ApplyRare(BookSide side, BookAction action, uint level, long priceNano, long quantity, int orders)
    {
        switch (action)
        {
            case BookAction.Overlay:
                return Apply(side, BookAction.Change, level, priceNano, quantity, orders);
            case BookAction.DeleteThru:
                FillSide((int)side, MarketEvent.NullPrice);
                return true;
            case BookAction.DeleteFrom:
                // Published descriptions differ on whether the levels above or those below go: nothing is sure until it is stated again.
                FillSide((int)side, UnknownPrice);
                return true;
            default:
                return false;
        }
    }
}
