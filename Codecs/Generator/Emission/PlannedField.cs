using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A value of a block with its C# name: a field of a message or entry, or a member of a composite.</summary>
/// <param name="Name">C# name</param>
/// <param name="Type">encoding</param>
/// <param name="Presence">of the field</param>
/// <param name="Offset">bytes from the start of the block</param>
/// <param name="Constant">value of a constant</param>
/// <param name="Tag">FIX tag; null for a member of a composite</param>
/// <param name="IsLater">whether an older sender may lack it</param>
/// <param name="Notes">what the schema says</param>
internal sealed record PlannedField(
    string Name,
    SbeType Type,
    Presence Presence,
    int Offset,
    ConstantValue? Constant,
    int? Tag,
    bool IsLater,
    ElementNotes Notes)
{
    public FieldShape Shape => FieldShapes.Of(Type, Presence, Constant);

    public int End => Offset + Type.Size;

    /// <summary>Whether reading takes a look at the sender's version: for the field, or for a member of its composite.</summary>
    public bool NeedsVersion => IsLater || HasLaterMembers(Type);

    /// <summary>A condition that holds when the message at hand has the field.</summary>
    public string PresenceTest => Tag is null
        ? $"_version >= {Docs.Number(Notes.SinceVersion)}"
        : $"_version >= {Docs.Number(Notes.SinceVersion)} && _blockLength >= {Docs.Number(End)}";

    /// <summary>The version that a composite is read by; where the block ends early the oldest one, whose members are there for sure.</summary>
    public string VersionArgument => !HasLaterMembers(Type) ? "" : Tag is null ? ", _version" : $", _blockLength >= {Docs.Number(End)} ? _version : 0";

    public PrimitiveValue NullValue => Type switch
    {
        EncodedType type => type.NullValue,
        EnumType type => type.NullValue,
        SetType type => type.NullValue,
        _ => default,
    };

    public static PlannedField Of(SbeField field, bool isLater, NameScope scope)
        => Of(scope, field.Name, field.Type, field.Presence, field.Offset, field.Constant, field.Id, isLater, field.Notes);

    public static PlannedField Of(CompositeMember member, CompositeType outer, NameScope scope)
    {
        EncodedType? encoded = member.Type as EncodedType;
        Presence presence = member.Type switch
        {
            EncodedType type => type.Presence,
            EnumType { IsOptional: true } or SetType { IsOptional: true } => Presence.Optional,
            _ => Presence.Required,
        };
        return Of(scope, member.Name, member.Type, presence, member.Offset, encoded?.Constant, null, IsLaterIn(outer, member), member.Notes);
    }

    /// <summary>Whether a composite has members that came after it, so that an older sender lacks them.</summary>
    public static bool HasLaterMembers(SbeType type)
        => type is CompositeType composite
            && composite.Members.Any(member => IsLaterIn(composite, member) || HasLaterMembers(member.Type));

    private static bool IsLaterIn(CompositeType outer, CompositeMember member)
        => member.Notes.SinceVersion > outer.Notes.SinceVersion && member.Type.Size > 0;

    private static PlannedField Of(
        NameScope scope,
        string schemaName,
        SbeType type,
        Presence presence,
        int offset,
        ConstantValue? constant,
        int? tag,
        bool isLater,
        ElementNotes notes)
    {
        FieldShape shape = FieldShapes.Of(type, presence, constant);
        string name = scope.Take(Identifiers.Pascal(schemaName), "Value", name => FieldShapes.Members(shape, name));
        return new(name, type, presence, offset, constant, tag, isLater, notes);
    }
}
