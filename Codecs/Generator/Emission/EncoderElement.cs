using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>
/// A group or data as an encoder writes it. Elements are numbered in schema order with nested ones after their group; the number is
/// the stage of the message once the element has begun.
/// </summary>
/// <param name="Name">C# name</param>
/// <param name="Group">the group; null for data</param>
/// <param name="Variable">the data; null for a group</param>
/// <param name="Parent">stage of the group that holds the element; 0 in the root</param>
/// <param name="Stage">number of the element</param>
/// <param name="LastStage">number of the last element inside a group; its own number when there is none</param>
/// <param name="Tail">all that follows the element in the message, empty</param>
internal sealed record EncoderElement(
    string Name,
    SbeGroup? Group,
    SbeVariable? Variable,
    int Parent,
    int Stage,
    int LastStage,
    byte[] Tail)
{
    /// <summary>The elements of one block.</summary>
    /// <param name="block">of a message or of an entry</param>
    /// <param name="scope">names of the encoder that the elements belong to</param>
    /// <param name="parent">stage of the group; 0 for a message</param>
    /// <param name="byteOrder">order of the schema</param>
    /// <param name="outerTail">what follows the block's own elements</param>
    public static List<EncoderElement> Of(SbeBlock block, NameScope scope, int parent, byte[] outerTail, ByteOrder byteOrder)
    {
        var elements = new List<EncoderElement>();
        var stage = parent;
        foreach (var group in block.Groups)
        {
            var name = scope.Take(Identifiers.Pascal(group.Name), "Value",
                static name => ["Begin" + name, name + "Encoder", name + "EntryEncoder"]);
            var first = stage + 1;
            stage += 1 + CountOf(group.Block);
            elements.Add(new(name, group, null, parent, first, stage, []));
        }

        foreach (var variable in block.Variables)
        {
            var name = scope.Take(Identifiers.Pascal(variable.Name), "Value", static name => ["Set" + name]);
            stage++;
            elements.Add(new(name, null, variable, parent, stage, stage, []));
        }

        return [.. elements.Select((element, index) => element with
        {
            Tail = [.. elements.Skip(index + 1).SelectMany(later => later.Empty(byteOrder)), .. outerTail],
        })];
    }

    /// <summary>All elements of a block, empty.</summary>
    public static byte[] EmptyOf(SbeBlock block, ByteOrder byteOrder)
        => [.. block.Groups.SelectMany(group => NullImage.Of(group, byteOrder)),
            .. block.Variables.SelectMany(static data => new byte[data.HeaderSize])];

    private byte[] Empty(ByteOrder byteOrder) => Group is null ? new byte[Variable!.HeaderSize] : NullImage.Of(Group, byteOrder);

    private static int CountOf(SbeBlock block) => block.Groups.Sum(static group => 1 + CountOf(group.Block)) + block.Variables.Count;
}
