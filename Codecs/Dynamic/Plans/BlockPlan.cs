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
        (int length, bool isWhole) = (BaseLength, true);
        foreach (FieldPlan plan in Fields)
        {
            if (plan.Field.Notes.SinceVersion > version)
                isWhole = false;
            else if (plan.Field.Size > 0)
                length = Math.Max(length, plan.Field.End);
        }

        return isWhole ? Block.BlockLength : length;
    }
}

/// <summary>A field of a block.</summary>
/// <param name="Field">the field</param>
/// <param name="IsLater">whether it came after its block, so that an older sender may lack it</param>
internal sealed record FieldPlan(SbeField Field, bool IsLater)
{
    public bool IsIn(int version) => !IsLater || version >= Field.Notes.SinceVersion;

    /// <summary>Whether a block as sent has the field: by its version, and, if the field came later, by its length too.</summary>
    public bool IsIn(int version, int blockLength) => !IsLater || (version >= Field.Notes.SinceVersion && blockLength >= Field.End);
}

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

/// <summary>A message of a schema.</summary>
internal sealed class MessagePlan
{
    public MessagePlan(SbeMessage message)
    {
        Message = message;
        Block = new(message.Block, ExtraLayout.None.Inside(message.Block));
    }

    public SbeMessage Message { get; }

    public BlockPlan Block { get; }
}

/// <summary>Variable-length data of a block.</summary>
/// <param name="Variable">the data</param>
/// <param name="IsLater">whether it came after its block, so that an older sender may lack it</param>
internal sealed record VariablePlan(SbeVariable Variable, bool IsLater)
{
    public bool IsIn(int version) => !IsLater || version >= Variable.Notes.SinceVersion;
}
