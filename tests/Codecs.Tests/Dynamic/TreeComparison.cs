using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Dynamic;

/// <summary>What a decoded message must be, given what was encoded and the version it was encoded in.</summary>
internal static class TreeComparison
{
    /// <summary>The first element that is not what it must be; null when all are.</summary>
    public static string? Difference(SbeBlock block, DynamicBlock made, DynamicBlock read, int version, string path = "")
        => Fields(block, made, read, version, path) ?? Groups(block, made, read, version, path) ?? Variables(block, made, read, version, path);

    private static string? Fields(SbeBlock block, DynamicBlock made, DynamicBlock read, int version, string path)
    {
        if (read.Fields.Count != block.Fields.Count)
            return $"{path}: {read.Fields.Count} fields";
        for (int index = 0; index < block.Fields.Count; index++)
        {
            (SbeField? field, DynamicValue? value) = (block.Fields[index], read.Fields[index]);
            bool isAbsent = field.Presence != Presence.Constant && block.IsLater(field) && field.Notes.SinceVersion > version;
            if (isAbsent ? value.State != DynamicState.Absent : !value.Equals(made.Fields[index]))
                return $"{path}{field.Name}: {made.Fields[index]} became {value}";
        }

        return null;
    }

    private static string? Groups(SbeBlock block, DynamicBlock made, DynamicBlock read, int version, string path)
    {
        for (int index = 0; index < block.Groups.Count; index++)
        {
            (SbeGroup? group, DynamicGroup? from, DynamicGroup? to) = (block.Groups[index], made.Groups[index], read.Groups[index]);
            bool isAbsent = group.Notes.SinceVersion > block.BaseVersion && group.Notes.SinceVersion > version;
            if (to.IsAbsent != isAbsent || to.Entries.Count != (isAbsent ? 0 : from.Entries.Count))
                return $"{path}{group.Name}: {to.Entries.Count} entries, absent {to.IsAbsent}";
            for (int entry = 0; entry < to.Entries.Count; entry++)
            {
                if (Difference(group.Block, from.Entries[entry], to.Entries[entry], version, $"{path}{group.Name}[{entry}].") is { } found)
                    return found;
            }
        }

        return null;
    }

    private static string? Variables(SbeBlock block, DynamicBlock made, DynamicBlock read, int version, string path)
    {
        for (int index = 0; index < block.Variables.Count; index++)
        {
            (SbeVariable? data, DynamicBytes? from, DynamicBytes? to) = (block.Variables[index], made.Variables[index], read.Variables[index]);
            bool isAbsent = data.Notes.SinceVersion > block.BaseVersion && data.Notes.SinceVersion > version;
            if (to.IsAbsent != isAbsent || !to.Bytes.Equals(isAbsent ? default : from.Bytes))
                return $"{path}{data.Name}: {to.Bytes.Count} bytes, absent {to.IsAbsent}";
        }

        return null;
    }
}
