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
