using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>
/// How groups and data of newer versions are passed over: by the layouts that the message has for its own, since the protocol names
/// none for what a schema does not know (SBE 1.0, section 5.3).
/// </summary>
/// <param name="Dimension">of a group; null when the message has none</param>
/// <param name="Variable">of data; null when the message has none</param>
internal sealed record ExtraLayout(GroupDimension? Dimension, SbeVariable? Variable)
{
    public static ExtraLayout None { get; } = new(null, null);

    /// <summary>The layouts inside a block: of its last group and data, else of those around it.</summary>
    public ExtraLayout Inside(SbeBlock block)
        => new(block.Groups is [.., var last] ? last.Dimension : Dimension, LastVariable(block) ?? Variable);

    /// <summary>The layouts inside the entries of a group.</summary>
    public ExtraLayout Inside(SbeGroup group) => (this with { Dimension = group.Dimension }).Inside(group.Block);

    private static SbeVariable? LastVariable(SbeBlock block)
        => block.Variables is [.., var last]
            ? last
            : block.Groups.Select(static group => LastVariable(group.Block)).LastOrDefault(static found => found is not null);
}
