using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema.Diff;

/// <summary>
/// What changed between two versions of a schema, and what of it breaks readers of the other version on the wire (SBE 1.0, section 5,
/// and 2.5 for constants): only what comes at the end of a block, of groups or of data, and names and values that are new, may be added.
/// </summary>
internal sealed partial class SchemaDiff
{
    private readonly SbeSchema _before;
    private readonly SbeSchema _after;
    private readonly ChangeList _changes;

    private SchemaDiff(SbeSchema before, SbeSchema after, string prefix)
    {
        (_before, _after) = (before, after);
        _changes = new ChangeList(new GeneratedNames(before, prefix), new GeneratedNames(after, prefix));
    }

    /// <summary>Compares two versions.</summary>
    /// <param name="before">The older one.</param>
    /// <param name="after">The newer one.</param>
    /// <param name="prefix">What generated handlers are called after.</param>
    /// <returns>The changes in the order of the schema, messages first.</returns>
    public static IReadOnlyList<SchemaChange> Of(SbeSchema before, SbeSchema after, string prefix)
    {
        SchemaDiff diff = new(before, after, prefix);
        diff.CompareSchema();
        diff.CompareMessages();
        diff.CompareTypes();
        diff.CompareVersion();
        return diff._changes.Changes;
    }

    private void CompareSchema()
    {
        string name = _after.Package.Length > 0 ? _after.Package : "schema";
        _changes.Changed("schema", name, "package", _before.Package, _after.Package, breakingReason: null);
        _changes.Changed("schema", name, "id", _before.Id, _after.Id, "messages are told apart by the schema's id");
        _changes.Changed(
            "schema", name, "byteOrder", TypeText.Of(_before.ByteOrder), TypeText.Of(_after.ByteOrder), "every number is read the other way round");
        _changes.Changed(
            "header", _after.Header.Type.Name, "layout", Layout(_before.Header.Type), Layout(_after.Header.Type), "the header of every message is read by it");
    }

    // Versions are how a reader tells what a sender has.
    private void CompareVersion()
    {
        if (_changes.Changes.Count == 0 || _after.Version > _before.Version) return;
        string version = $"{_after.Version}";
        _changes.Changes.Insert(0, new SchemaChange(
            "schema", _after.Package, "version", $"{_before.Version}", version, IsBreaking: true, "the schema changed and its version did not grow", []));
    }

    private void CompareMessages()
    {
        foreach (SbeMessage old in _before.Messages.Where(old => Find(_after, old) is null))
            _changes.Removed("message", old.Name, $"id {old.Id}", "a reader of the new version does not know the template any more");
        foreach (SbeMessage message in _after.Messages)
        {
            if (Find(_before, message) is { } old) CompareMessage(old, message);
            else _changes.Added("message", message.Name, $"id {message.Id}", breakingReason: null, "a reader of the old version passes over the template");
        }
    }

    private void CompareMessage(SbeMessage old, SbeMessage message)
    {
        if (old.Name != message.Name) _changes.Renamed("message", old.Name, message.Name);
        _changes.Notes("message", message.Name, old.Notes, message.Notes);
        CompareBlock(old.Block, message.Block, message.Name, canCountExtra: true);
    }

    // The template id is what the wire tells a message by; old files have ids twice, and then the name decides.
    private static SbeMessage? Find(SbeSchema schema, SbeMessage message) =>
        schema.Messages.FirstOrDefault(other => other.Id == message.Id && other.Name == message.Name)
        ?? schema.Messages.FirstOrDefault(other => other.Id == message.Id);

    private static string Layout(CompositeType type) =>
        string.Join(", ", type.Members.Select(static member => $"{member.Name} {TypeText.Form(member.Type)} at {member.Offset}"));

    private string? SinceReason(ElementNotes notes) => notes.SinceVersion > _before.Version
        ? null
        : $"its sinceVersion {notes.SinceVersion} is not above {_before.Version}: it would be looked for in messages that do not have it";
}
