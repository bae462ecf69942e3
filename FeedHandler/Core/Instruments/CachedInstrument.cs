using FeedHandler.Core.Books;

namespace FeedHandler.Core.Instruments;

/// <summary>What an earlier run of this program was told of an instrument: it is assumed until the venue says it again, or otherwise.</summary>
public struct CachedInstrument
{
    /// <summary>The venue's id.</summary>
    public long SecurityId;

    /// <summary>How many levels the venue maintains of direct sides.</summary>
    public int DirectDepth;

    /// <summary>How many of implied sides.</summary>
    public int ImpliedDepth;

    /// <summary>What every venue says.</summary>
    public InstrumentDefinition Definition;

    /// <summary>The rest.</summary>
    public InstrumentDetails Details;

    /// <summary>Whether all of it can be: it may come from a file.</summary>
    public readonly bool IsPossible => Definition is { IsDefined: true, IsDeleted: false }
        && DirectDepth is >= 1 and <= InstrumentBook.DirectDepthMax && ImpliedDepth is >= 0 and <= InstrumentBook.ImpliedDepthMax
        && Details.Legs.ToldCount >= 0 && Details.Related.ToldCount >= 0 && Details.Lots.ToldCount >= 0 && Details.Depths.ToldCount >= 0;

    /// <summary>What was told, without what belongs to the session in which it was.</summary>
    /// <param name="securityId">The venue's id.</param>
    /// <param name="direct">How deep direct sides are.</param>
    /// <param name="implied">How deep implied sides are.</param>
    /// <param name="definition">What every venue says.</param>
    /// <param name="details">The rest.</param>
    public static CachedInstrument Of(long securityId, int direct, int implied, in InstrumentDefinition definition, in InstrumentDetails details)
    {
        CachedInstrument cached = new()
        {
            SecurityId = securityId,
            DirectDepth = direct,
            ImpliedDepth = implied,
            Definition = definition,
            Details = details,
        };
        cached.Definition.DefinedSeqNum = 0;
        cached.Details.IsInLoop = false;
        cached.Details.IsAssumed = false;
        return cached;
    }
}

/// <summary>What was assumed of an instrument when the venue told of it; the default is that nothing was.</summary>
/// <param name="definition">What was assumed.</param>
/// <param name="direct">How deep direct sides were.</param>
/// <param name="implied">How deep implied sides were.</param>
public readonly struct Assumption(in InstrumentDefinition definition, int direct, int implied)
{
    private readonly InstrumentDefinition _definition = definition;

    /// <summary>Whether anything was.</summary>
    public bool IsThere => _definition.IsDefined;

    /// <summary>Whether the venue says the same: name, group, product, kind, tick, factor and depths.</summary>
    internal bool IsSame(in InstrumentDefinition told, int directDepth, int impliedDepth) =>
        !told.IsDeleted && direct == directDepth && implied == impliedDepth && _definition.IsSame(told);
}
