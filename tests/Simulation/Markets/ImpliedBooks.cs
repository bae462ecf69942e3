using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Orders;

namespace FeedHandler.Simulation.Markets;

/// <summary>
/// What orders of a spread and its legs imply in each other, counted contract by contract from the orders that a reader of the packets has: slow, and in the
/// plainest terms of the rule.
/// </summary>
internal sealed class ImpliedBooks(WireChannel channel, Phases phases)
{
    private const int PublishedDepth = 2;
    private readonly HashSet<int> _known = [];

    /// <summary>Spreads with both of their legs on the channel.</summary>
    public IReadOnlyList<(SimulatedInstrument Spread, SimulatedInstrument Bought, SimulatedInstrument Sold)> Combinations { get; } =
    [
        .. from spread in channel.Feed.Instruments
           where spread.Legs.Count == 2
           from bought in channel.Feed.Instruments
           where bought.SecurityId == spread.Legs[0].SecurityId
           from sold in channel.Feed.Instruments
           where sold.SecurityId == spread.Legs[1].SecurityId
           select (spread, bought, sold),
    ];

    /// <summary>Notes which books a reader knows: one that was reset is not known until it is told again.</summary>
    public void Apply(WireMessage message)
    {
        if (message.IsChannelReset) _known.Clear();
        _known.UnionWith(message.Orders.Select(static order => order.SecurityId));
        _known.ExceptWith(message.Levels.Where(static level => level.IsReset).Select(static level => level.SecurityId));
    }

    /// <summary>Whether all three may imply: they trade, implied matching is on for all, and their books are known.</summary>
    public bool IsActive((SimulatedInstrument Spread, SimulatedInstrument Bought, SimulatedInstrument Sold) combination) =>
        new[] { combination.Spread, combination.Bought, combination.Sold }.All(each => phases.Implies(each.SecurityId) && _known.Contains(each.SecurityId));

    /// <summary>A side of one of the three as the orders of the others imply it, as deep as it is published.</summary>
    public IEnumerable<SimulatedLevel> Side(
        SimulatedInstrument of, bool isBid, (SimulatedInstrument Spread, SimulatedInstrument Bought, SimulatedInstrument Sold) combination)
    {
        if (!IsActive(combination)) return [];
        (SimulatedInstrument spread, SimulatedInstrument bought, SimulatedInstrument sold) = combination;
        IEnumerable<long> prices = of == spread ? Contracts(bought, isBid).Zip(Contracts(sold, !isBid), static (first, second) => first - second)
            : of == bought ? Contracts(spread, isBid).Zip(Contracts(sold, isBid), static (first, second) => first + second)
            : Contracts(bought, isBid).Zip(Contracts(spread, !isBid), static (first, second) => first - second);
        return prices.GroupBy(static price => price).Take(PublishedDepth)
            .Select(static contracts => new SimulatedLevel(contracts.Key, contracts.Count(), WireOrder.NullQuantity));
    }

    // The price of each contract on display, the best first.
    private IEnumerable<long> Contracts(SimulatedInstrument instrument, bool isBid) =>
        channel[instrument.SecurityId].Orders(isBid).SelectMany(static order => Enumerable.Repeat(order.PriceNano, order.DisplayedQuantity));
}
