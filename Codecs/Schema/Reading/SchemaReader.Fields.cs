using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private SbeField? ReadField(XElement element, int end)
    {
        int id = NoteNumber(element, "id") ?? 0;
        string name = NameOr(element, "Field" + PrimitiveValue.Text(id));
        string typeName = RequiredAttribute(element, "type");
        if (typeName.Length == 0 || WithOwnNull(element, Resolve(typeName, element)) is not { } type)
            return null;
        if (IsVariable(type))
        {
            Report(SchemaRules.NotFixed, element, name, typeName);
            return null;
        }

        Presence presence = PresenceOfField(element, type);
        ConstantValue? constant = presence == Presence.Constant ? FieldConstant(element, type) : null;
        if (presence == Presence.Constant && constant is null)
            return null;
        int offset = presence == Presence.Constant ? end : ReadOffset(element, end);
        return new(name, id, type, presence, offset, constant, Attribute(element, "timeUnit") ?? "", NotesOfField(element, type))
        {
            Epoch = Attribute(element, "epoch") ?? "",
        };
    }

    // No field is older than its type, as the reference implementation sees it too.
    private ElementNotes NotesOfField(XElement element, SbeType type)
    {
        ElementNotes notes = Notes(element);
        return notes with { SinceVersion = Math.Max(notes.SinceVersion, type.Notes.SinceVersion) };
    }

    private Presence PresenceOfField(XElement element, SbeType type)
    {
        Presence? ownPresence = PresenceOf(element);
        Presence typePresence = type switch
        {
            EncodedType encoded => encoded.Presence,
            EnumType { IsOptional: true } or SetType { IsOptional: true } => Presence.Optional,
            _ => Presence.Required,
        };
        if (Find(element, "valueRef") is { } valueRef && ownPresence != Presence.Constant && typePresence != Presence.Constant)
            Report(SchemaRules.Ignored, valueRef, "valueRef", NameOf(element), "its presence is not constant, so that the value is on the wire");
        if (typePresence != Presence.Constant)
            return ownPresence ?? typePresence;

        // A constant type has no bytes whatever the field says.
        if (ownPresence == Presence.Optional)
            Report(SchemaRules.Ignored, Find(element, "presence")!, "presence", NameOf(element), "its type is a constant");
        return Presence.Constant;
    }

    private static bool IsVariable(SbeType type) => type switch
    {
        EncodedType { Presence: not Presence.Constant, Length: 0 } => true,
        CompositeType composite => composite.Members.Any(static member => IsVariable(member.Type)),
        _ => false,
    };
}
