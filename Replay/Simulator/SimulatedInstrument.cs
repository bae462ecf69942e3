using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>One instrument of a simulated channel: what it is, the exchange's own book of it, and the book as published.</summary>
public sealed partial class SimulatedInstrument
{
    private const int FirstSecurityId = 40_000;
    private const int SecurityIdStep = 7;
    private const int FamilySize = 4; // a near future, the spread between it and a far one, an option on it, and the far one
    private const int FarPlace = 3;
    private readonly ImpliedSide[] _implied;
    private readonly ToldSide _toldBids;
    private readonly ToldSide _toldAsks;
    private long _centerNano;

    // Ten futures' depths, the half of it, an option's three without implied book, and the top alone: mixed depths on one channel.
    internal SimulatedInstrument(int index)
    {
        int near = index - (index % FamilySize);
        (Kind, DirectDepth, ImpliedDepth, Symbol, Group) = (index - near) switch
        {
            0 => (SimulatedKind.Future, 10, 2, $"SIM{index:D3}", "SF"),
            1 => (SimulatedKind.Spread, 5, 2, $"SIM{near:D3}-SIM{near + FarPlace:D3}", "SS"),
            2 => (SimulatedKind.Option, 3, 0, $"SIM{index:D3} C", "SO"),
            _ => (SimulatedKind.Future, 1, 2, $"SIM{index:D3}", "SF"),
        };
        SecurityId = IdOf(index);
        Asset = "SIM" + (char)('A' + (index % FamilySize));
        TickNano = 250_000_000L * (1 + (near / FamilySize % FamilySize));
        _centerNano = TickNano * (Kind == SimulatedKind.Spread ? -100 * FarPlace : 4000 + (index * 100));
        MaturityMonth = (byte)(index - near == FarPlace ? 6 : 3);
        if (Kind == SimulatedKind.Spread) Legs = [new SimulatedLeg(IdOf(near), IsBought: true), new SimulatedLeg(IdOf(near + FarPlace), IsBought: false)];
        if (Kind == SimulatedKind.Option) Underlying = (IdOf(near), $"SIM{near:D3}");
        _implied = [new ImpliedSide(this, BookSide.ImpliedBid, ImpliedDepth), new ImpliedSide(this, BookSide.ImpliedAsk, ImpliedDepth)];
        (_toldBids, _toldAsks) = (new ToldSide(this, Book.Bids, DirectDepth), new ToldSide(this, Book.Asks, DirectDepth));
        Session = new SessionFigures(this);
        Truth = new PublishedInstrument(DirectDepth, ImpliedDepth);
    }

    /// <summary>The instruments of a channel, with what implies what where a spread and both of its legs are there.</summary>
    internal static SimulatedInstrument[] Channel(int count)
    {
        SimulatedInstrument[] all = [.. Enumerable.Range(0, count).Select(static index => new SimulatedInstrument(index))];
        for (int near = 0; near + FarPlace < count; near += FamilySize)
        {
            Combination combination = new(all[near + 1], all[near], all[near + FarPlace]);
            foreach (SimulatedInstrument member in combination.Members) member.Combination = combination;
        }

        return all;
    }

    /// <summary>The venue's id (FIX tag 48).</summary>
    public int SecurityId { get; }

    /// <summary>The kind.</summary>
    public SimulatedKind Kind { get; }

    /// <summary>The name (FIX tag 55).</summary>
    public string Symbol { get; }

    /// <summary>The group that shares a schedule (FIX tag 1151).</summary>
    public string Group { get; }

    /// <summary>The product (FIX tag 6937).</summary>
    public string Asset { get; }

    /// <summary>The smallest price step in 1e-9.</summary>
    public long TickNano { get; }

    /// <summary>How many direct levels are published.</summary>
    public int DirectDepth { get; }

    /// <summary>How many implied levels are published.</summary>
    public int ImpliedDepth { get; }

    /// <summary>What a spread buys and sells, one of each; none of what is no spread.</summary>
    public IReadOnlyList<SimulatedLeg> Legs { get; } = [];

    /// <summary>What an option is of: id and name; null for what is none.</summary>
    public (int SecurityId, string Symbol)? Underlying { get; }

    /// <summary>The price at which an option is exercised, in 1e-9; null for what is none.</summary>
    public long? StrikeNano => Kind == SimulatedKind.Option ? TickNano * 4000 : null;

    /// <summary>The month in which an outright or an option ends (FIX tag 200), from 1; of no meaning for a spread.</summary>
    public byte MaturityMonth { get; }

    /// <summary>The cumulative volume of the trade date; ahead of what is published.</summary>
    public int Volume => Session.Volume;

    /// <summary>Everything that was published of it so far; it changes with every packet that the feed gives out.</summary>
    public PublishedInstrument Truth { get; }

    /// <summary>A side of the book as everything published so far makes it.</summary>
    /// <param name="side">The side.</param>
    /// <returns>The levels; they change with every packet that the feed gives out.</returns>
    public PublishedSide Published(BookSide side) => Truth[side];

    /// <summary>A side of the exchange's own book, without the levels that are too deep to be published; ahead of what is published.</summary>
    /// <param name="side">The side.</param>
    /// <returns>The levels, best first.</returns>
    public IEnumerable<SimulatedLevel> Actual(BookSide side) => side switch
    {
        BookSide.Bid => Book.Bids.Queues.Take(DirectDepth).Select(static queue => queue.Level),
        BookSide.Ask => Book.Asks.Queues.Take(DirectDepth).Select(static queue => queue.Level),
        _ => ImpliedLevels(side == BookSide.ImpliedBid).Take(ImpliedDepth),
    };

    /// <summary>The orders.</summary>
    internal OrderBook Book { get; } = new();

    /// <summary>The price levels of a side as they were told.</summary>
    internal ToldSide Told(bool isBid) => isBid ? _toldBids : _toldAsks;

    private static int IdOf(int index) => FirstSecurityId + (index * SecurityIdStep);
}

/// <summary>A leg of a simulated spread, of which one makes one spread.</summary>
/// <param name="SecurityId">The instrument; it may be of another channel.</param>
/// <param name="IsBought">Whether who buys the spread buys it.</param>
public readonly record struct SimulatedLeg(int SecurityId, bool IsBought);

/// <summary>The kind of a simulated instrument; it decides the template of its definition.</summary>
public enum SimulatedKind
{
    /// <summary>A future (template 54).</summary>
    Future,

    /// <summary>A calendar spread of two futures (template 56); its prices may be negative.</summary>
    Spread,

    /// <summary>An option (template 55).</summary>
    Option,
}
