using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A group of a block.</summary>
internal sealed class GroupPlan
{
    public GroupPlan(SbeGroup group, ExtraLayout extra, bool isLater)
    {
        Group = group;
        IsLater = isLater;
        Block = new(group.Block, extra);
    }

    public SbeGroup Group { get; }

    public bool IsLater { get; }

    public BlockPlan Block { get; }

    public GroupDimension Dimension => Group.Dimension;

    public bool IsIn(int version) => !IsLater || version >= Group.Notes.SinceVersion;
}
