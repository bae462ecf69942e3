using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Output;

namespace FeedHandler.Host.Inspect;

/// <summary>Looks in a message for the fields that a filter asks for.</summary>
internal struct FilterVisitor(InspectFilter filter) : IDynamicVisitor
{
    private readonly ValueRoom _room = filter.Room;
    private ulong _met;

    /// <summary>Whether every term was met.</summary>
    public readonly bool IsMet => System.Numerics.BitOperations.PopCount(_met) == filter.FieldTerms.Count;

    public readonly void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public void Field(in DynamicField field) => Judge(field);

    public void BeginComposite(in DynamicField field) => Judge(field);

    public readonly void EndComposite(in DynamicField field)
    {
    }

    public readonly void BeginGroup(SbeGroup group, int count, bool isAbsent)
    {
    }

    public readonly void EndGroup(SbeGroup group)
    {
    }

    public readonly void BeginEntry(SbeGroup group, int index)
    {
    }

    public readonly void EndEntry(SbeGroup group, int index)
    {
    }

    public void Variable(in DynamicVariable data)
    {
        for (int index = 0; index < filter.FieldTerms.Count; index++)
        {
            FilterTerm term = filter.FieldTerms[index];
            if (IsAbout(term, data.Name) && !data.IsAbsent && term.Has(_room.Of(data))) _met |= 1UL << index;
        }
    }

    private void Judge(in DynamicField field)
    {
        for (int index = 0; index < filter.FieldTerms.Count; index++)
        {
            FilterTerm term = filter.FieldTerms[index];
            if (!IsAbout(term, field.Name) || field.State == DynamicState.Absent) continue;
            if (HasText(term, field) || HasNumber(term, field) || HasChoice(term, field) || IsSecurity(term, field)) _met |= 1UL << index;
        }
    }

    // A decimal is found however it is written, with and without zeros at the end of its fraction.
    private readonly bool HasText(FilterTerm term, in DynamicField field)
    {
        ReadOnlySpan<char> text = _room.Of(field);
        return term.Has(text) || (DecimalShape.IsDecimal(field.Type) && term.HasDecimal(text));
    }

    // A set is found by each of its bits.
    private static bool HasChoice(FilterTerm term, in DynamicField field)
    {
        if (field.Type is not SetType set || !field.TryGetNumber(out PrimitiveValue raw)) return false;
        for (int index = 0; index < set.Choices.Count; index++)
        {
            if ((raw.Bits & (1L << set.Choices[index].Bit)) != 0 && term.Has(set.Choices[index].Name)) return true;
        }

        return false;
    }

    private readonly bool IsSecurity(FilterTerm term, in DynamicField field) =>
        filter.Symbols is { } symbols && term.Key == InspectFilter.Security && symbols.Has(field);

    // Values are found by their numbers too, in any form; a set by all its bits, in any order.
    private static bool HasNumber(FilterTerm term, in DynamicField field) =>
        field.TryGetNumber(out PrimitiveValue raw) && term.HasNumber(field.Type, raw.Bits);

    private static bool IsAbout(FilterTerm term, string name)
    {
        foreach (string field in term.FieldNames)
        {
            if (field.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
