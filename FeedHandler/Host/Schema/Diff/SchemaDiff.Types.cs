using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema.Diff;

internal sealed partial class SchemaDiff
{
    private const string OtherType = "every field of the type is read otherwise";

    private void CompareTypes()
    {
        foreach (SbeType gone in _before.Types.Where(type => Find(_after, type) is null))
            _changes.Removed("type", gone.Key, TypeText.Form(gone), breakingReason: null, "fields that had it are told on their own");
        foreach (SbeType type in _after.Types)
        {
            if (Find(_before, type) is { } old) CompareType(old, type);
            else _changes.Added("type", type.Key, TypeText.Form(type), breakingReason: null, "fields that have it are told on their own");
        }
    }

    private void CompareType(SbeType old, SbeType type)
    {
        _changes.Notes("type", type.Key, old.Notes, type.Notes);
        _changes.Changed("type", type.Key, "encoding", TypeText.Form(old), TypeText.Form(type), OtherType);
        switch (old, type)
        {
            case (EnumType before, EnumType after):
                CompareValues(
                    type.Key, "value", before.Values.Select(static value => (value.Name, TypeText.Value(value.Value), value.Notes)),
                    after.Values.Select(static value => (value.Name, TypeText.Value(value.Value), value.Notes)));
                break;
            case (SetType before, SetType after):
                CompareValues(
                    type.Key, "choice", before.Choices.Select(static choice => (choice.Name, $"bit {choice.Bit}", choice.Notes)),
                    after.Choices.Select(static choice => (choice.Name, $"bit {choice.Bit}", choice.Notes)));
                break;
            case (CompositeType before, CompositeType after):
                CompareMembers(before, after);
                break;
        }
    }

    private void CompareValues(
        string path, string element, IEnumerable<(string Name, string Value, ElementNotes Notes)> before,
        IEnumerable<(string Name, string Value, ElementNotes Notes)> after)
    {
        List<(string Name, string Value, ElementNotes Notes)> old = before.ToList();
        List<(string Name, string Value, ElementNotes Notes)> now = after.ToList();
        foreach ((string Name, string Value, ElementNotes Notes) gone in old.Where(
            gone => !now.Exists(value => value.Name == gone.Name || value.Value == gone.Value)))
            _changes.Removed(element, $"{path}.{gone.Name}", gone.Value, "a reader of the new version has no name for it");
        foreach ((string Name, string Value, ElementNotes Notes) value in now)
        {
            string name = $"{path}.{value.Name}";
            int same = old.FindIndex(was => was.Name == value.Name);
            int alike = same >= 0 ? same : old.FindIndex(was => was.Value == value.Value && !now.Exists(other => other.Name == was.Name));
            if (alike < 0) _changes.Added(element, name, value.Value, breakingReason: null, "a reader of the old version keeps it as a number without a name");
            else if (same < 0) _changes.Renamed(element, $"{path}.{old[alike].Name}", name);
            else _changes.Changed(element, name, "value", old[same].Value, value.Value, "the same name stands for another number");
            if (alike >= 0) _changes.Notes(element, name, old[alike].Notes, value.Notes);
        }
    }

    private void CompareMembers(CompositeType old, CompositeType type)
    {
        foreach (CompositeMember gone in old.Members.Where(member => type.Member(member.Name) is null))
        {
            string? reason = gone.Type.Size > 0 ? OtherType : "nothing on the wire tells the value any more";
            _changes.Removed("member", $"{type.Key}.{gone.Name}", TypeText.Form(gone.Type), reason);
        }

        foreach (CompositeMember member in type.Members)
        {
            string path = $"{type.Key}.{member.Name}";
            if (old.Member(member.Name) is { } was) CompareMember(was, member, path);
            else _changes.Added("member", path, TypeText.Form(member.Type), member.Type.Size > 0 ? OtherType : null, "a constant has no bytes");
        }
    }

    private void CompareMember(CompositeMember old, CompositeMember member, string path)
    {
        Presence oldPresence = TypeText.PresenceOf(old.Type);
        Presence presence = TypeText.PresenceOf(member.Type);
        if (old.Type.Size > 0 && member.Type.Size > 0) _changes.Changed("member", path, "offset", old.Offset, member.Offset, OtherType);
        _changes.Changed("member", path, "encoding", TypeText.Form(old.Type), TypeText.Form(member.Type), OtherType);
        _changes.Changed("member", path, "presence", TypeText.Of(oldPresence), TypeText.Of(presence), PresenceReason(oldPresence, presence));
        if (oldPresence == Presence.Optional && presence == Presence.Optional)
        {
            _changes.Changed(
                "member", path, "null", TypeText.Null(old.Type, oldPresence), TypeText.Null(member.Type, presence), "a missing value is read as a number");
        }

        _changes.Changed("member", path, "constant", ConstantOf(old), ConstantOf(member), "nothing on the wire tells the new value");
        _changes.Notes("member", path, old.Notes, member.Notes);
    }

    private static string ConstantOf(CompositeMember member) => TypeText.Constant((member.Type as EncodedType)?.Constant);

    private static SbeType? Find(SbeSchema schema, SbeType type) => schema.Types.FirstOrDefault(other => other.Key == type.Key);
}
