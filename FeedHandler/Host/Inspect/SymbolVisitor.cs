using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Host.Inspect.Output;

namespace FeedHandler.Host.Inspect;

/// <summary>Looks in the root block of a definition for the id and for a symbol that is asked for.</summary>
internal struct SymbolVisitor(FilterTerm term, ValueRoom room) : IDynamicVisitor
{
    private long? _id;
    private bool _isAsked;
    private int _groupDepth;

    /// <summary>The id of the security; null when it is another one.</summary>
    public readonly long? Found => _isAsked ? _id : null;

    public readonly void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public void Field(in DynamicField field)
    {
        if (_groupDepth > 0 || field.State != DynamicState.Present) return;
        if (SecuritySymbols.IsOneOf(SecuritySymbols.SymbolFields, field.Name)) _isAsked |= term.Has(room.Of(field));
        else if (SecuritySymbols.IsOneOf(SecuritySymbols.IdFields, field.Name) && field.TryGetNumber(out PrimitiveValue id)) _id ??= id.Bits;
    }

    public readonly void BeginComposite(in DynamicField field)
    {
    }

    public readonly void EndComposite(in DynamicField field)
    {
    }

    public void BeginGroup(SbeGroup group, int count, bool isAbsent) => _groupDepth++;

    public void EndGroup(SbeGroup group) => _groupDepth--;

    public readonly void BeginEntry(SbeGroup group, int index)
    {
    }

    public readonly void EndEntry(SbeGroup group, int index)
    {
    }

    public readonly void Variable(in DynamicVariable data)
    {
    }
}
