using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>The header of a group with the counts that newer forms of it have.</summary>
internal sealed class DimensionPlan
{
    public DimensionPlan(GroupDimension dimension)
    {
        Dimension = dimension;
        Size = dimension.Type.Size;
        GroupCount = HeaderMembers.GroupCount(dimension.Type);
        VariableCount = HeaderMembers.VariableCount(dimension.Type);
    }

    public GroupDimension Dimension { get; }

    public int Size { get; }

    public HeaderMember? GroupCount { get; }

    public HeaderMember? VariableCount { get; }
}
