using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>
/// How groups and data of newer versions are passed over: by the layouts that the message has for its own, since the protocol names
/// none for what a schema does not know.
/// </summary>
internal sealed record ExtraLayout(GroupDimension? Dimension, SbeVariable? Variable, ByteOrder ByteOrder)
{
    /// <summary>The layouts of a block: of its last group and data, else those around it.</summary>
    public ExtraLayout Inside(SbeBlock block) => this with
    {
        Dimension = block.Groups.Count > 0 ? block.Groups[block.Groups.Count - 1].Dimension : Dimension,
        Variable = LastOf(block) ?? AnyVariable(block) ?? Variable,
    };

    /// <summary>An expression for the layout in the runtime.</summary>
    public string New => $"new {CSharp.Runtime}SbeExtra("
        + $"{CSharp.Bool(ByteOrder == ByteOrder.BigEndian)}, {Docs.Number(Dimension?.Type.Size ?? 0)}, {Of(Dimension?.BlockLength)}, "
        + $"{Of(Dimension?.NumInGroup)}, {Of(Dimension?.NumGroups)}, {Of(Dimension?.NumVarDataFields)}, "
        + $"{Docs.Number(Variable?.HeaderSize ?? 0)}, {Of(Variable?.Length)})";

    private static SbeVariable? AnyVariable(SbeBlock block)
        => block.Groups.Select(static group => LastOf(group.Block) ?? AnyVariable(group.Block))
            .LastOrDefault(static found => found is not null);

    private static SbeVariable? LastOf(SbeBlock block) => block.Variables.Count > 0 ? block.Variables[block.Variables.Count - 1] : null;

    private static string Of(HeaderMember? member)
        => member is null ? "default" : $"new({Docs.Number(member.Offset)}, {Docs.Number(member.Primitive.Size())})";
}
