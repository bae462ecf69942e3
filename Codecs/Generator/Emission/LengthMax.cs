using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>The most bytes that a message can have: what a buffer for it needs.</summary>
internal static class LengthMax
{
    /// <summary>Bytes of a block with its groups and data; 2^31 for all that no buffer can have.</summary>
    public static long Of(SbeBlock block)
    {
        decimal length = block.BlockLength;
        foreach (SbeGroup group in block.Groups)
            length += group.Dimension.Type.Size + ((decimal)HeaderNumbers.Max(group.Dimension.NumInGroup) * Of(group.Block));
        foreach (SbeVariable variable in block.Variables)
            length += variable.HeaderSize + (decimal)HeaderNumbers.Max(variable.Length);
        return length > int.MaxValue ? int.MaxValue + 1L : (long)length;
    }
}
