using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A block with everything worked out that decoding asks for again and again.</summary>
internal sealed class BlockPlan
{
    public BlockPlan(SbeBlock block)
    {
        Block = block;
        BaseLength = block.BaseLength;
        Fields = [.. block.Fields.Select(field => new FieldPlan(field, block.IsLater(field)))];
        Groups = [.. block.Groups.Select(group => new GroupPlan(group, group.Notes.SinceVersion > block.BaseVersion))];
        Variables = [.. block.Variables.Select(data => new VariablePlan(data, data.Notes.SinceVersion > block.BaseVersion))];
    }

    public SbeBlock Block { get; }

    /// <summary>Least bytes of the block: what its oldest fields take.</summary>
    public int BaseLength { get; }

    public FieldPlan[] Fields { get; }

    public GroupPlan[] Groups { get; }

    public VariablePlan[] Variables { get; }

    /// <summary>Bytes of the block in a version: the schema's when no field is newer, else up to the last field of that version.</summary>
    public int LengthAt(int version)
    {
        var length = 0;
        var isOlder = false;
        foreach (var plan in Fields)
        {
            if (plan.IsIn(version))
                length = Math.Max(length, plan.Field.Size == 0 ? 0 : plan.Field.End);
            else
                isOlder = true;
        }

        return isOlder ? length : Block.BlockLength;
    }
}
