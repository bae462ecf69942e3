using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema.Diff;

internal sealed partial class SchemaDiff
{
    private const string EntryReason = "inside an entry a reader of the old version cannot pass over what it does not know";

    private void CompareGroups(SbeBlock old, SbeBlock block, string path, bool canCountExtra)
    {
        foreach (SbeGroup gone in old.Groups.Where(group => Find(block, group) is null))
            _changes.Removed("group", $"{path}.{gone.Name}", "", "a reader of the old version takes what follows for its dimension");
        int known = 0;
        for (int index = 0; index < block.Groups.Count; index++)
        {
            SbeGroup group = block.Groups[index];
            string name = $"{path}.{group.Name}";
            if (Find(old, group) is not { } was)
            {
                string? order = known < old.Groups.Count ? "it stands in front of groups that were there before"
                    : old.Variables.Count > 0 ? "it stands in front of data that were there before" : canCountExtra ? null : EntryReason;
                _changes.Added("group", name, $"block {group.Block.BlockLength} bytes", order ?? SinceReason(group.Notes), "it stands behind the old groups");
                continue;
            }

            CompareOrder("group", name, old.Groups.ToList().IndexOf(was), known++);
            CompareGroup(was, group, path);
        }
    }

    private void CompareGroup(SbeGroup old, SbeGroup group, string path)
    {
        string name = $"{path}.{group.Name}";
        if (old.Name != group.Name) _changes.Renamed("group", $"{path}.{old.Name}", name);
        _changes.Changed("group", name, "id", old.Id, group.Id, breakingReason: null);
        _changes.Changed(
            "dimension", name, "layout", Layout(old.Dimension.Type), Layout(group.Dimension.Type),
            "the number and length of entries are read from other places");
        _changes.Notes("group", name, old.Notes, group.Notes);
        bool hasCounts = old.Dimension.NumGroups is not null && old.Dimension.NumVarDataFields is not null;
        CompareBlock(old.Block, group.Block, name, hasCounts);
    }

    private void CompareData(SbeBlock old, SbeBlock block, string path, bool canCountExtra)
    {
        foreach (SbeVariable gone in old.Variables.Where(data => Find(block, data) is null))
            _changes.Removed("data", $"{path}.{gone.Name}", "", "a reader of the old version takes what follows for its length");
        int known = 0;
        for (int index = 0; index < block.Variables.Count; index++)
        {
            SbeVariable data = block.Variables[index];
            string name = $"{path}.{data.Name}";
            if (Find(old, data) is not { } was)
            {
                string? order = known < old.Variables.Count ? "it stands in front of data that were there before" : canCountExtra ? null : EntryReason;
                _changes.Added("data", name, data.Length.Primitive.SchemaName(), order ?? SinceReason(data.Notes), "it stands behind the old data");
                continue;
            }

            CompareOrder("data", name, old.Variables.ToList().IndexOf(was), known++);
            CompareVariable(was, data, path);
        }
    }

    private void CompareVariable(SbeVariable old, SbeVariable data, string path)
    {
        string name = $"{path}.{data.Name}";
        if (old.Name != data.Name) _changes.Renamed("data", $"{path}.{old.Name}", name);
        _changes.Changed("data", name, "id", old.Id, data.Id, breakingReason: null);
        string length = $"{data.Length.Primitive.SchemaName()} at {data.Length.Offset} of {data.HeaderSize}";
        string oldLength = $"{old.Length.Primitive.SchemaName()} at {old.Length.Offset} of {old.HeaderSize}";
        _changes.Changed("data", name, "length", oldLength, length, "the number of bytes is read from other places");
        _changes.Changed("data", name, "characterEncoding", old.CharacterEncoding, data.CharacterEncoding, "the same bytes are read as other text");
        _changes.Notes("data", name, old.Notes, data.Notes);
    }

    private void CompareOrder(string element, string path, int oldIndex, int index) =>
        _changes.Changed(element, path, "order", oldIndex, index, "groups and data are known by their order");

    private static SbeGroup? Find(SbeBlock block, SbeGroup group) =>
        block.Groups.FirstOrDefault(other => other.Name == group.Name)
        ?? block.Groups.FirstOrDefault(other => other.Id == group.Id && other.Block.BlockLength == group.Block.BlockLength);

    private static SbeVariable? Find(SbeBlock block, SbeVariable data) =>
        block.Variables.FirstOrDefault(other => other.Name == data.Name) ?? block.Variables.FirstOrDefault(other => other.Id == data.Id);
}
