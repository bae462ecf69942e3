using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema.Diff;

internal sealed partial class SchemaDiff
{
    private const string OldReaderMisplaces = "a reader of the other version looks for it, or for what follows, in another place";

    /// <param name="old">The old block.</param>
    /// <param name="block">The new one.</param>
    /// <param name="path">Names of message and groups.</param>
    /// <param name="canCountExtra">Whether an old reader can pass over groups and data behind those that it knows.</param>
    private void CompareBlock(SbeBlock old, SbeBlock block, string path, bool canCountExtra)
    {
        string? shorter = block.BlockLength < old.BlockLength ? "the block is shorter than a reader of the old version needs" : null;
        _changes.Changed(
            "block", path, "blockLength", old.BlockLength, block.BlockLength, shorter, "messages carry the length, and readers pass over what is new by it");
        CompareFields(old, block, path);
        CompareGroups(old, block, path, canCountExtra);
        CompareData(old, block, path, canCountExtra);
    }

    private void CompareFields(SbeBlock old, SbeBlock block, string path)
    {
        int oldEnd = old.Fields.Where(static field => field.Size > 0).Select(static field => field.End).DefaultIfEmpty().Max();
        foreach (SbeField gone in old.Fields.Where(field => Find(block, field) is null))
        {
            string? reason = gone.Size > 0 ? "a reader of the old version still reads its bytes" : null;
            _changes.Removed("field", $"{path}.{gone.Name}", FieldText(gone), reason, "a constant has no bytes");
        }

        foreach (SbeField field in block.Fields)
        {
            if (Find(old, field) is { } was) CompareField(was, field, path);
            else AddField(field, $"{path}.{field.Name}", oldEnd, old.BlockLength);
        }
    }

    private void AddField(SbeField field, string path, int oldEnd, int oldLength)
    {
        string? reason = field.Size == 0 ? null : field.Offset < oldEnd
            ? $"it stands at {field.Offset}, in front of {oldEnd} where the old fields end" : SinceReason(field.Notes);
        string good = field.Size == 0 ? "a constant has no bytes"
            : field.Offset < oldLength ? "it takes bytes that were padding" : "it stands behind the old fields, which readers pass over by the block length";
        _changes.Added("field", path, FieldText(field), reason, good);
    }

    private void CompareField(SbeField old, SbeField field, string path)
    {
        string name = $"{path}.{field.Name}";
        if (old.Name != field.Name) _changes.Renamed("field", $"{path}.{old.Name}", name);
        bool isOnWire = old.Size > 0 && field.Size > 0;
        if (isOnWire) _changes.Changed("field", name, "offset", old.Offset, field.Offset, OldReaderMisplaces);
        if (isOnWire) _changes.Changed("field", name, "size", old.Size, field.Size, OldReaderMisplaces);
        string? encoding = TypeText.Form(old.Type) == TypeText.Form(field.Type) ? null : "the same bytes are read as something else";
        _changes.Changed("field", name, "type", TypeText.Of(old.Type), TypeText.Of(field.Type), encoding);
        _changes.Changed("field", name, "presence", TypeText.Of(old.Presence), TypeText.Of(field.Presence), PresenceReason(old.Presence, field.Presence));
        CompareNull(old, field, name);
        _changes.Changed(
            "field", name, "constant", TypeText.Constant(old.Constant), TypeText.Constant(field.Constant), "nothing on the wire tells the new value");
        _changes.Changed("field", name, "timeUnit", old.TimeUnit, field.TimeUnit, "the same number means another time");
        _changes.Changed("field", name, "id", old.Id, field.Id, breakingReason: null);
        _changes.Notes("field", name, old.Notes, field.Notes);
    }

    // A composite's null belongs to its type and is told there.
    private void CompareNull(SbeField old, SbeField field, string path)
    {
        bool areOptional = old.Presence == Presence.Optional && field.Presence == Presence.Optional;
        if (!areOptional || old.Type is CompositeType || field.Type is CompositeType) return;
        _changes.Changed(
            "field", path, "null", TypeText.Null(old.Type, old.Presence), TypeText.Null(field.Type, field.Presence), "a missing value is read as a number");
    }

    private static string? PresenceReason(Presence old, Presence presence) => (old, presence) switch
    {
        (Presence.Constant, _) or (_, Presence.Constant) => "a constant has no bytes: what follows it moves",
        (Presence.Required, Presence.Optional) => "a reader of the old version takes the null value for a value",
        _ => null,
    };

    // A field keeps its name, or it keeps its tag and its place.
    private static SbeField? Find(SbeBlock block, SbeField field) =>
        block.Fields.FirstOrDefault(other => other.Name == field.Name)
        ?? block.Fields.FirstOrDefault(other => other.Id == field.Id && other.Offset == field.Offset && other.Size == field.Size && field.Size > 0);

    private static string FieldText(SbeField field) => field.Size > 0
        ? $"{TypeText.Of(field.Type)} at {field.Offset}, {field.Size} {(field.Size == 1 ? "byte" : "bytes")}"
        : $"{TypeText.Of(field.Type)} = {TypeText.Constant(field.Constant)}";
}
