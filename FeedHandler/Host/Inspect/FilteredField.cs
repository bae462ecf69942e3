using FeedHandler.Codecs.Schema;

namespace FeedHandler.Host.Inspect;

/// <summary>What a schema has under a name that a filter asks for.</summary>
/// <param name="Type">The type of the field or member; null for variable-length data.</param>
/// <param name="IsOptional">Whether it may be null.</param>
/// <param name="IsText">Whether variable-length data is text.</param>
internal readonly record struct FilteredField(SbeType? Type, bool IsOptional, bool IsText)
{
    /// <summary>A field or a member of a composite.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="isOptional">Whether the schema says so of itself; its type may say so too.</param>
    public static FilteredField Of(SbeType type, bool isOptional) => new(type, isOptional || IsNullable(type), IsText: false);

    /// <summary>Variable-length data.</summary>
    /// <param name="data">The data.</param>
    public static FilteredField Of(SbeVariable data) => new(null, IsOptional: false, data.CharacterEncoding.Length > 0);

    /// <summary>The names of its values or bits; empty when they have none.</summary>
    public IEnumerable<string> ValueNames => Type switch
    {
        EnumType named => named.Values.Select(static value => value.Name),
        SetType set => set.Choices.Select(static choice => choice.Name),
        _ => [],
    };

    private static bool IsNullable(SbeType type) => type switch
    {
        EncodedType encoded => encoded.Presence == Presence.Optional,
        EnumType named => named.IsOptional,
        SetType set => set.IsOptional,
        CompositeType composite => composite.Members.Any(static member => IsNullable(member.Type)),
        _ => false,
    };
}
