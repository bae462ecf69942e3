using System.Runtime.InteropServices;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A block while its elements still come.</summary>
internal sealed class BlockDraft
{
    public List<DynamicValue> Fields { get; } = [];

    public List<GroupDraft> Groups { get; } = [];

    public List<DynamicBytes> Variables { get; } = [];

    public DynamicBlock ToBlock()
        => new(new(Fields), new(Groups.Select(static group => group.ToGroup())), new(Variables));
}

/// <summary>A group while its entries still come.</summary>
internal sealed class GroupDraft(SbeGroup source, bool isAbsent)
{
    public List<DynamicBlock> Entries { get; } = [];

    public DynamicGroup ToGroup() => new(source, isAbsent, new(Entries));
}

/// <summary>Groups and data of a block that only a newer version knows, by the counts in its header.</summary>
/// <param name="GroupCount">groups after the known ones</param>
/// <param name="VariableCount">data after the known ones</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExtraElements(long GroupCount, long VariableCount)
{
    // Counts are believed of newer senders only: some leave them zero, and the version tells what an older one has.
    public static ExtraElements Of(bool isNewer, BlockPlan plan, long? groupCount, long? variableCount)
        => isNewer
            ? new(Math.Max(0, (groupCount ?? 0) - plan.Groups.Length), Math.Max(0, (variableCount ?? 0) - plan.Variables.Length))
            : default;
}
