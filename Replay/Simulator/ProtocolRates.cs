using System.Runtime.CompilerServices;

namespace FeedHandler.Replay.Simulator;

/// <summary>How often the rarer parts of the protocol occur, in match events of a thousand: each is one more event before the usual one.</summary>
public sealed record ProtocolRates
{
    /// <summary>None of them.</summary>
    public static ProtocolRates None { get; } = new()
    {
        TradeBustPerMille = 0,
        TradeCorrectionPerMille = 0,
        IndicativeOpenPerMille = 0,
        VwapPerMille = 0,
        OrderOnlyPerMille = 0,
        MarketBestPerMille = 0,
        LastingHaltPerMille = 0,
        ImpliedSwitchPerMille = 0,
        GroupPhasePerMille = 0,
        DefinitionDeletePerMille = 0,
        InstrumentRestartPerMille = 0,
        UnknownStatusPerMille = 0,
        SplitTradePerMille = 0,
        CrossingPerMille = 0,
    };

    /// <summary>Trades taken back (Delete), named by their id; default 3.</summary>
    public int TradeBustPerMille { get; init; } = 3;

    /// <summary>Trades corrected (Change), named by their id; default 3.</summary>
    public int TradeCorrectionPerMille { get; init; } = 3;

    /// <summary>Indicative opening prices, told and taken back in turns; default 3.</summary>
    public int IndicativeOpenPerMille { get; init; } = 3;

    /// <summary>Volume-weighted averages, which schema versions before 10 do not have; default 3.</summary>
    public int VwapPerMille { get; init; } = 3;

    /// <summary>Orders outside of the price levels (template 47; 43 in version 8, none in version 6); default 10.</summary>
    public int OrderOnlyPerMille { get; init; } = 10;

    /// <summary>Market-best prices ('w' and 'x'), which schema versions before 12 do not have; default 0.</summary>
    public int MarketBestPerMille { get; init; }

    /// <summary>Halts of one instrument, each for 20 to 80 match events, or until the next such choice for it or a phase of its group;
    /// default 2.</summary>
    public int LastingHaltPerMille { get; init; } = 2;

    /// <summary>Implied matching switched off for an instrument, a product or a group, whose implied books go without a word, for 20 to 80 match events
    /// or until the next such choice; default 2.</summary>
    public int ImpliedSwitchPerMille { get; init; } = 2;

    /// <summary>Phases of a whole group: pre-open without cancels, indication, pause, open, ...; all but the open last for 20 to 80 match events, in
    /// which nothing trades. Default 2.</summary>
    public int GroupPhasePerMille { get; init; } = 2;

    /// <summary>Definitions with another display factor (action 'M'); default 0.</summary>
    public int DefinitionChangePerMille { get; init; }

    /// <summary>Instruments withdrawn (definition with 'D'), at most every fourth; default 0.</summary>
    public int DefinitionDeletePerMille { get; init; }

    /// <summary>Instruments whose own sequence starts again at 1 with an entry 'J'; default 0.</summary>
    public int InstrumentRestartPerMille { get; init; }

    /// <summary>Statuses and reasons of a halt whose code the venue does not define, and the code of a status that is unknown; default 0.</summary>
    public int UnknownStatusPerMille { get; init; }

    /// <summary>Trade summaries in several messages, the trades first and all their orders behind them, of a thousand trade summaries with orders;
    /// schema versions before 7 have none. Default 0.</summary>
    public int SplitTradePerMille { get; init; }

    /// <summary>Orders that trade though they rested before, because they are replaced at a price that meets others; icebergs that come in and trade, and
    /// market orders, which never rest. Default 0.</summary>
    public int CrossingPerMille { get; init; }

    internal void Validate()
    {
        Check(TradeBustPerMille);
        Check(TradeCorrectionPerMille);
        Check(IndicativeOpenPerMille);
        Check(VwapPerMille);
        Check(OrderOnlyPerMille);
        Check(MarketBestPerMille);
        Check(LastingHaltPerMille);
        Check(ImpliedSwitchPerMille);
        Check(GroupPhasePerMille);
        Check(DefinitionChangePerMille);
        Check(DefinitionDeletePerMille);
        Check(InstrumentRestartPerMille);
        Check(UnknownStatusPerMille);
        Check(SplitTradePerMille);
        Check(CrossingPerMille);
    }

    private static void Check(int perMille, [CallerArgumentExpression(nameof(perMille))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perMille, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perMille, 1000, name);
    }
}
