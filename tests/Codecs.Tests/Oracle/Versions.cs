using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>The acting versions that make a difference to a message.</summary>
internal static class Versions
{
    /// <summary>0, the schema's, and around every version in which an element came. Between those nothing changes.</summary>
    public static int[] Of(SbeSchema schema, SbeMessage message)
    {
        SortedSet<int> since = new SortedSet<int> { 0, schema.Version };
        Add(message.Block, since);
        since.UnionWith(since.Where(static version => version > 0).Select(static version => version - 1).ToArray());
        return [.. since.Where(version => version <= schema.Version)];
    }

    private static void Add(SbeBlock block, SortedSet<int> since)
    {
        since.UnionWith(block.Fields.Select(static field => field.Notes.SinceVersion));
        since.UnionWith(block.Groups.Select(static group => group.Notes.SinceVersion));
        since.UnionWith(block.Variables.Select(static data => data.Notes.SinceVersion));
        foreach (SbeGroup group in block.Groups)
            Add(group.Block, since);
    }
}
