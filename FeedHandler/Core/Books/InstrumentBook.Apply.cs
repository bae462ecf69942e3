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
    /// <returns>False, and nothing changed, when the side has no such level, the action is not one of the six, or a level would have no price.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public bool Apply(BookSide side, BookAction action, uint level, long priceNano, long quantity, int orders)
    {
        if ((uint)side >= SideCount) return false;
        uint place = level - 1;
        int depth = DepthOf[(int)side];
        if (place >= (uint)depth) return false;
        if (action > BookAction.Delete) return ApplyRare(side, action, level, priceNano, quantity, orders);
        if (priceNano == MarketEvent.NullPrice && action != BookAction.Delete) return false;
        if ((uint)side >= 2) ApplyImplied((uint)side, action, place, depth, priceNano, quantity);
        else if (action == BookAction.Change) Direct((uint)side)->Set(place, priceNano, quantity, orders);
        else LevelMoves.Apply(Direct((uint)side), _moves, action, place, priceNano, quantity, orders);
        return true;
    }

    /// <summary>Applies the next level update of the instrument, when it is one of the three that nearly all are and nothing about it is unusual.</summary>
    /// <typeparam name="TWire">How it lies on the wire.</typeparam>
    /// <param name="rptSeq">Its number.</param>
    /// <param name="update">Its first byte.</param>
    /// <returns>False, and nothing changed, when it takes more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    internal bool TryApplyNext<TWire>(uint rptSeq, ref byte update)
        where TWire : struct, ILevelWire
    {
        if (rptSeq != NextRptSeq) return false;
        uint side = TWire.Side(ref update);
        if (side >= SideCount) return false;
        uint place = TWire.Level(ref update) - 1;
        int depth = DepthOf[side];
        BookAction action = TWire.Action(ref update);
        long priceNano = TWire.PriceNano(ref update);
        if (place >= (uint)depth || action > BookAction.Delete || priceNano == MarketEvent.NullPrice) return false;
        if (side >= 2)
        {
            if ((DoubtsField & BookDoubts.Implied) != 0) return false;
            Implied(side)->Apply(action, place, depth, priceNano, TWire.Quantity(ref update));
        }
        else if (action == BookAction.Change) Direct(side)->Set(place, priceNano, TWire.Quantity(ref update), TWire.Orders(ref update));
        else LevelMoves.Apply(Direct(side), _moves, action, place, priceNano, TWire.Quantity(ref update), TWire.Orders(ref update));
        NextRptSeq = rptSeq + 1;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: one entry in three is of an implied side
    private void ApplyImplied(uint side, BookAction action, uint place, int depth, long priceNano, long quantity)
    {
        if ((DoubtsField & BookDoubts.Implied) != 0) ProveImplied(side, action, place, priceNano);
        Implied(side)->Apply(action, place, depth, priceNano, quantity);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ApplyRare(BookSide side, BookAction action, uint level, long priceNano, long quantity, int orders)
    {
        switch (action)
        {
            case BookAction.Overlay when priceNano != MarketEvent.NullPrice:
                return Apply(side, BookAction.Change, level, priceNano, quantity, orders);
            case BookAction.DeleteThru:
                FillSide((int)side, MarketEvent.NullPrice);
                return true;
            case BookAction.DeleteFrom:
                // Published descriptions differ on whether the levels above or those below go: nothing is sure until it is stated again.
                FillSide((int)side, UnknownPrice);
                return true;
            default: // no such action, or a level without a price
                return false;
        }
    }

    // Had implied matching been switched off, the levels would be gone and could be neither changed nor deleted: such an entry proves that they stood.
    // Any other leaves open whether they did, so they are known no more.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ProveImplied(uint side, BookAction action, uint place, long priceNano)
    {
        DoubtsField &= ~BookDoubts.Implied;
        if (action != BookAction.New && Implied(side)->PriceNano((int)place) == priceNano) return;
        Implied(2)->Doubt();
        Implied(3)->Doubt();
    }
}
