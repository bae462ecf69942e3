using System.Globalization;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema.Diff;

/// <summary>Collects changes, each with what the generator makes of it in either version.</summary>
internal sealed class ChangeList(GeneratedNames before, GeneratedNames after)
{
    private const string SameBytes = "the bytes stay the same";

    /// <summary>The changes, in the order of the schema.</summary>
    public List<SchemaChange> Changes { get; } = [];

    /// <summary>Notes something that the new version has and the old one has not.</summary>
    public void Added(string element, string path, string what, string? breakingReason, string goodReason) =>
        Changes.Add(new SchemaChange(element, path, "added", "", what, breakingReason is not null, breakingReason ?? goodReason, after.Of(path)));

    /// <summary>Notes something that the old version has and the new one has not.</summary>
    public void Removed(string element, string path, string what, string? breakingReason, string goodReason = SameBytes) =>
        Changes.Add(new SchemaChange(element, path, "removed", what, "", breakingReason is not null, breakingReason ?? goodReason, before.Of(path)));

    /// <summary>Notes another name of the same thing.</summary>
    public void Renamed(string element, string oldPath, string newPath)
    {
        string[] generated = [.. before.Of(oldPath), .. after.Of(newPath)];
        const string Reason = "the bytes stay the same; code that names it does not";
        Changes.Add(new SchemaChange(element, newPath, "renamed", oldPath, newPath, IsBreaking: false, Reason, generated));
    }

    /// <summary>Notes a property that is not what it was.</summary>
    /// <param name="element">What kind of thing.</param>
    /// <param name="path">Its name in the new version.</param>
    /// <param name="property">The property.</param>
    /// <param name="from">What it was.</param>
    /// <param name="to">What it is; equal to <paramref name="from"/> when nothing changed.</param>
    /// <param name="breakingReason">Why it is breaking; null when it is not.</param>
    /// <param name="goodReason">Why it is not breaking.</param>
    public void Changed(
        string element, string path, string property, string from, string to, string? breakingReason, string goodReason = SameBytes)
    {
        if (from == to) return;
        string[] generated = [.. before.Of(path).Union(after.Of(path), StringComparer.Ordinal)];
        Changes.Add(new SchemaChange(element, path, property, from, to, breakingReason is not null, breakingReason ?? goodReason, generated));
    }

    /// <summary>Notes a number that is not what it was.</summary>
    public void Changed(string element, string path, string property, int from, int to, string? breakingReason, string goodReason = SameBytes) =>
        Changed(element, path, property, Number(from), Number(to), breakingReason, goodReason);

    /// <summary>Notes versions that are not what they were; the bytes do not depend on them.</summary>
    public void Notes(string element, string path, ElementNotes from, ElementNotes to)
    {
        Changed(element, path, "sinceVersion", from.SinceVersion, to.SinceVersion, breakingReason: null);
        Changed(element, path, "deprecated", Text(from.DeprecatedVersion), Text(to.DeprecatedVersion), breakingReason: null);
    }

    private static string Text(int? version) => version is { } number ? Number(number) : "no";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A difference between two versions of a schema.</summary>
/// <param name="Element">What kind of thing: schema, header, message, block, field, group, dimension, data, type, member, value or choice.</param>
/// <param name="Path">Its name with those of what it is in, such as `MDIncrementalRefreshBook46.NoMDEntries.MDEntryPx`.</param>
/// <param name="What">What changed: added, removed, renamed, or the property, such as offset.</param>
/// <param name="From">What it was; empty for what was added.</param>
/// <param name="To">What it is; empty for what was removed.</param>
/// <param name="IsBreaking">Whether a reader of the one version misreads a sender of the other.</param>
/// <param name="Reason">Why it is or is not.</param>
/// <param name="Generated">Generated types, members and handler methods that it touches.</param>
internal sealed record SchemaChange(
    string Element, string Path, string What, string From, string To, bool IsBreaking, string Reason, IReadOnlyList<string> Generated);
