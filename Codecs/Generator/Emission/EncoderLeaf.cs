using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A value that an encoder sets: a field, or a member of a composite field under the names of both.</summary>
internal sealed record EncoderLeaf(string Name, SbeType Type, bool IsOptional, int Offset, string Description)
{
    public static List<EncoderLeaf> Of(SbeBlock block, NameScope scope)
    {
        List<EncoderLeaf> leaves = new List<EncoderLeaf>();
        foreach (SbeField field in block.Fields)
        {
            if (field.Presence != Presence.Constant)
                Add(leaves, scope,
                    Identifiers.Pascal(field.Name), field.Type, field.Presence == Presence.Optional, field.Offset, field.Notes);
        }

        return leaves;
    }

    private static void Add(List<EncoderLeaf> leaves, NameScope scope,
        string name, SbeType type, bool isOptional, int offset, ElementNotes notes)
    {
        if (type is not CompositeType composite)
        {
            string taken = scope.Take(name, "Value", static name => [name, name + "Raw", "Set" + name]);
            leaves.Add(new(taken, type, isOptional, offset, notes.Description.Length > 0 ? notes.Description : name));
            return;
        }

        foreach (CompositeMember member in composite.Members)
        {
            if (member.Type.Size > 0)
            {
                bool isMemberOptional = member.Type is EncodedType { Presence: Presence.Optional };
                Add(leaves, scope,
                    name + Identifiers.Pascal(member.Name), member.Type, isMemberOptional, offset + member.Offset, member.Notes);
            }
        }
    }
}
