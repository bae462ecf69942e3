using FeedHandler.Core.Instruments;

namespace FeedHandler.Engine;

/// <summary>What the venue said last of an instrument: a copy, which stays when the feed is gone.</summary>
public sealed class DefinitionReport
{
    private readonly InstrumentDefinition _definition;
    private readonly InstrumentDetails _details;

    /// <summary>Copies it.</summary>
    /// <param name="definition">What every venue says.</param>
    /// <param name="details">The rest.</param>
    public DefinitionReport(in InstrumentDefinition definition, in InstrumentDetails details)
    {
        _definition = definition;
        _details = details;
    }

    /// <summary>What every venue says.</summary>
    public ref readonly InstrumentDefinition Definition => ref _definition;

    /// <summary>The rest; null is "not told".</summary>
    public ref readonly InstrumentDetails Details => ref _details;

    /// <summary>The legs of a spread.</summary>
    public IReadOnlyList<InstrumentLeg> Legs => _details.Legs.Items.ToArray();

    /// <summary>Underlyings and related instruments.</summary>
    public IReadOnlyList<RelatedInstrument> Related => _details.Related.Items.ToArray();

    /// <summary>Rules of lots.</summary>
    public IReadOnlyList<LotRule> Lots => _details.Lots.Items.ToArray();

    /// <summary>Every kind of book that the venue keeps, with its depth.</summary>
    public IReadOnlyList<BookDepth> Depths => _details.Depths.Items.ToArray();

    /// <summary>The definition of an instrument; null where the venue told none.</summary>
    internal static DefinitionReport? Of(InstrumentTable instruments, int index) => instruments.Definition(index).IsDefined
        ? new DefinitionReport(instruments.Definition(index), instruments.Details(index))
        : null;
}
