using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>
/// A group or data as an encoder writes it. Elements are numbered in schema order with nested ones after their group; the number is
/// the stage of the message once the element has begun.
/// </summary>
/// <param name="Name">C# name</param>
/// <param name="Encoder">full C# name of the encoder of the message</param>
/// <param name="Group">the group; null for data</param>
/// <param name="Variable">the data; null for a group</param>
/// <param name="Parent">stage of the group that holds the element; 0 in the root</param>
/// <param name="Stage">number of the element</param>
/// <param name="LastStage">number of the last element inside a group; its own number when there is none</param>
/// <param name="Tail">all that follows the element in the message, empty</param>
/// <param name="EntryImage">an empty entry of a group, and the tail; empty for data</param>
internal sealed record EncoderElement(
    string Name,
    string Encoder,
    SbeGroup? Group,
    SbeVariable? Variable,
    int Parent,
    int Stage,
    int LastStage,
    byte[] Tail,
    byte[] EntryImage)
{
    /// <summary>Whether the schema names an encoding of characters.</summary>
    public bool IsText => Variable is { CharacterEncoding.Length: > 0 };

    public bool IsUtf8 => Variable?.CharacterEncoding.ToUpperInvariant() is "UTF-8" or "UTF8";

    /// <summary>Most entries that the dimension of a group can carry.</summary>
    public long CountMax => Math.Min(int.MaxValue, HeaderNumbers.Max(Group!.Dimension.NumInGroup));

    /// <summary>The type of the runtime that appends the entries of a group.</summary>
    public string Appender(string owner) => $"{CSharp.Runtime}SbeEntryAppender<{owner}.{Name}EntryEncoder>";

    /// <summary>The elements of the root block.</summary>
    public static List<EncoderElement> Of(SbeBlock block, NameScope scope, string encoder, ByteOrder byteOrder)
        => Of(block, scope, encoder, 0, [], byteOrder);

    /// <summary>The elements of an entry of a group.</summary>
    public static List<EncoderElement> Of(SbeBlock block, NameScope scope, EncoderElement group, ByteOrder byteOrder)
        => Of(block, scope, group.Encoder, group.Stage, group.Tail, byteOrder);

    /// <summary>All elements of a block, empty.</summary>
    public static byte[] EmptyOf(SbeBlock block, ByteOrder byteOrder)
        => [.. block.Groups.SelectMany(group => NullImage.Of(group, byteOrder)),
            .. block.Variables.SelectMany(static data => new byte[data.HeaderSize])];

    /// <summary>Names of all elements of a block by their stage, with the names of the groups around them.</summary>
    public static IEnumerable<string> NamesOf(SbeBlock block, string outer = "")
    {
        foreach (SbeGroup group in block.Groups)
        {
            yield return outer + group.Name;
            foreach (string inner in NamesOf(group.Block, $"{outer}{group.Name}."))
                yield return inner;
        }

        foreach (SbeVariable variable in block.Variables)
            yield return outer + variable.Name;
    }

    private static List<EncoderElement> Of(SbeBlock block, NameScope scope, string encoder, int parent, byte[] outerTail, ByteOrder byteOrder)
    {
        List<EncoderElement> elements = new List<EncoderElement>();
        int stage = parent;
        foreach (SbeGroup group in block.Groups)
        {
            string name = scope.Take(Identifiers.Pascal(group.Name), "Value",
                static name => ["Begin" + name, "TryBegin" + name, name + "Encoder", name + "EntryEncoder"]);
            int first = stage + 1;
            stage += 1 + NamesOf(group.Block).Count();
            elements.Add(new(name, encoder, group, null, parent, first, stage, [], []));
        }

        foreach (SbeVariable variable in block.Variables)
        {
            string name = scope.Take(Identifiers.Pascal(variable.Name), "Value", static name => ["Set" + name, "TrySet" + name, name + "Slot"]);
            stage++;
            elements.Add(new(name, encoder, null, variable, parent, stage, stage, [], []));
        }

        return [.. elements.Select((element, index) => element.Before(elements.Skip(index + 1), outerTail, byteOrder))];
    }

    private EncoderElement Before(IEnumerable<EncoderElement> later, byte[] outerTail, ByteOrder byteOrder)
    {
        byte[] tail = [.. later.SelectMany(element => element.Empty(byteOrder)), .. outerTail];
        return Group is null
            ? this with { Tail = tail }
            : this with
            {
                Tail = tail,
                EntryImage = [.. NullImage.Of(Group.Block, byteOrder), .. EmptyOf(Group.Block, byteOrder), .. tail],
            };
    }

    private byte[] Empty(ByteOrder byteOrder) => Group is null ? new byte[Variable!.HeaderSize] : NullImage.Of(Group, byteOrder);
}
