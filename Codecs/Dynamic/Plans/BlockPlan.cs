using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A block with everything worked out that decoding asks for again and again.</summary>
internal sealed class BlockPlan
{
    public BlockPlan(SbeBlock block, ExtraLayout extra)
    {
        Block = block;
        Extra = extra;
        BaseLength = block.BaseLength;
        Fields = [.. block.Fields.Select(field => new FieldPlan(field, block.IsLater(field)))];
        Groups = [.. block.Groups.Select(group => new GroupPlan(group, extra.Inside(group), group.Notes.SinceVersion > block.BaseVersion))];
        Variables = [.. block.Variables.Select(data => new VariablePlan(data, data.Notes.SinceVersion > block.BaseVersion))];
    }

    public SbeBlock Block { get; }

    /// <summary>Layouts of what only a newer version has in this block.</summary>
    public ExtraLayout Extra { get; }

    /// <summary>Least bytes of the block: what its oldest fields take.</summary>
    public int BaseLength { get; }

    public FieldPlan[] Fields { get; }

    public GroupPlan[] Groups { get; }

    public VariablePlan[] Variables { get; }

    /// <summary>Bytes of the block as a sender of some version writes it; a version before the block's own counts as that one.</summary>
    public int LengthAt(int version)
    {
        var (length, isWhole) = (BaseLength, true);
        foreach (var plan in Fields)
        {
            if (plan.Field.Notes.SinceVersion > version)
                isWhole = false;
            else if (plan.Field.Size > 0)
                length = Math.Max(length, plan.Field.End);
        }

        return isWhole ? Block.BlockLength : length;
    }
}
