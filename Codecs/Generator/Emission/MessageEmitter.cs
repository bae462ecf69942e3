using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the view of a message with the views of its groups nested inside.</summary>
internal static class MessageEmitter
{
    /// <summary>Names that a view has for itself; encoders keep off them too, so that a field has one name in both.</summary>
    public static readonly string[] Reserved =
    [
        "TemplateId", "SchemaId", "SchemaVersion", "BlockLength", "BaseBlockLength", "TryWrap", "TryDecode", "Rest",
        "ActingVersion", "ActingBlockLength", "TryGetEncodedLength",
    ];

    public static void Emit(CodeWriter writer, EmitContext context, SbeMessage message)
    {
        var name = context.Names.Of(message);
        var scope = new NameScope([name, .. Reserved]);
        var plan = BlockPlan.Of(message.Block, context.FullName(message), scope);
        Docs.Summary(
            writer,
            message.Notes.Description.Length > 0 ? message.Notes.Description : message.Name,
            "template " + Docs.Number(message.Id),
            Docs.Versions(message.Notes));
        writer.Open($"public readonly ref partial struct {name} : {CSharp.Runtime}ISbeMessage<{context.FullName(message)}>");
        EmitState(writer, name);
        EmitIdentity(writer, context, message);
        EmitWrap(writer, name);
        EmitDecode(writer, context, name);
        foreach (var field in plan.Fields)
            FieldEmitter.Emit(writer, context, field);
        ElementEmitter.Emit(writer, context, plan, isRoot: true);
        foreach (var element in plan.Elements.Where(static element => element.Group is not null))
            GroupEmitter.Emit(writer, context, element, isRoot: true);
        writer.Close();
    }

    private static void EmitState(CodeWriter writer, string name)
    {
        writer.Lines(
            "private readonly ref byte _block;", "private readonly int _length;", "private readonly int _blockLength;",
            "private readonly int _version;");
        writer.Gap();
        writer.Open($"private {name}({CSharp.Bytes} body, int blockLength, int version)");
        writer.Lines(
            $"_block = ref {CSharp.Marshal}.GetReference(body);", "_length = body.Length;", "_blockLength = blockLength;",
            "_version = version;");
        writer.Close();
    }

    private static void EmitIdentity(CodeWriter writer, EmitContext context, SbeMessage message)
    {
        EmitConstant("ushort", "TemplateId", message.Id, "Template id of the message");
        EmitConstant("ushort", "SchemaId", context.SchemaId, "Id of the schema");
        EmitConstant("ushort", "SchemaVersion", context.SchemaVersion, "Version of the schema that this view was made from");
        EmitConstant("int", "BlockLength", message.Block.BlockLength, "Bytes of the root block in SchemaVersion");
        EmitConstant("int", "BaseBlockLength", message.Block.BaseLength,
            "Least bytes of a root block: what the message's oldest fields take");
        foreach (var member in new[] { "ushort TemplateId", "ushort SchemaId", "ushort SchemaVersion", "int BlockLength" })
        {
            var (type, name) = (member.Split(' ')[0], member.Split(' ')[1]);
            writer.Gap();
            writer.Line($"static {type} {CSharp.Runtime}ISbeMessage<{context.FullName(message)}>.{name} => {name};");
        }

        EmitActing(writer);

        void EmitConstant(string type, string constant, int value, string summary)
        {
            writer.Gap();
            Docs.Summary(writer, summary);
            writer.Line($"public const {type} {constant} = {Docs.Number(value)};");
        }
    }

    private static void EmitActing(CodeWriter writer)
    {
        writer.Gap();
        Docs.Summary(writer, "Schema version by which the message is read: the sender's, at most SchemaVersion");
        writer.Line("public int ActingVersion => _version < SchemaVersion ? _version : SchemaVersion;");
        writer.Gap();
        Docs.Summary(writer, "Bytes of the root block as sent");
        writer.Line("public int ActingBlockLength => _blockLength;");
    }

    private static void EmitWrap(CodeWriter writer, string name)
    {
        writer.Gap();
        Docs.Summary(writer, "Places the view over a message; fields can then be read without further checks");
        Docs.Param(writer, "body", "from the first byte of the root block to the last byte of the message");
        Docs.Param(writer, "blockLength", "bytes of the root block, from the message header");
        Docs.Param(writer, "version", "schema version of the sender, from the message header");
        Docs.Param(writer, "message", "the view; default when the result is false");
        Docs.Returns(writer, "false when the root block ends past the body or is shorter than BaseBlockLength");
        writer.Open($"public static bool TryWrap({CSharp.Bytes} body, int blockLength, int version, out {name} message)");
        writer.Open("if (blockLength < BaseBlockLength || blockLength > body.Length)");
        writer.Lines("message = default;", "return false;");
        writer.Close();
        writer.Gap();
        writer.Lines("message = new(body, blockLength, version);", "return true;");
        writer.Close();
    }

    private static void EmitDecode(CodeWriter writer, EmitContext context, string name)
    {
        writer.Gap();
        Docs.Summary(writer, "Places the view over a message that begins with its header");
        Docs.Param(writer, "message", "from the first byte of the message header to the last byte of the message");
        Docs.Param(writer, "view", "the view; default when the result is false");
        Docs.Returns(writer, "false when the header names another message or schema, or the root block does not fit");
        writer.Open($"public static bool TryDecode({CSharp.Bytes} message, out {name} view)");
        writer.Line($"if ({context.HeaderType}.TryRead(message, out var header) && header.TemplateId == TemplateId && header.SchemaId == SchemaId)");
        writer.Continue($"return TryWrap(message.Slice({context.HeaderType}.Size), header.BlockLength, header.Version, out view);");
        writer.Lines("view = default;", "return false;");
        writer.Close();
    }
}
