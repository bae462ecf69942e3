using System.Runtime.InteropServices;

namespace FeedHandler.Codecs.Dynamic;

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
