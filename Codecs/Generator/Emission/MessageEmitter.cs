using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the view of a message with the views of its groups nested inside.</summary>
internal static class MessageEmitter
{
    /// <summary>Names that a view has for itself; encoders keep off them too, so that a field has one name in both.</summary>
    public static readonly string[] Reserved =
    [
        "TemplateId", "SchemaId", "SchemaVersion", "BlockLength", "BaseBlockLength", "TryWrap", "TryDecode", "TryFormat", "Pass",
        "ActingVersion", "ActingBlockLength", "TryGetEncodedLength",
    ];

    public static void Emit(CodeWriter writer, EmitContext context, SbeMessage message)
    {
        string name = context.Names.Of(message);
        NameScope scope = new NameScope([name, .. Reserved]);
        ExtraLayout layout = new ExtraLayout(null, null, context.ByteOrder).Inside(message.Block);
        BlockPlan plan = BlockPlan.Of(message.Block, context.FullName(message), scope, HeaderEmitter.HasCounts(context.Header) ? layout : null);
        Docs.Summary(
            writer,
            message.Notes.Description.Length > 0 ? message.Notes.Description : message.Name,
            "template " + Docs.Number(message.Id),
            Docs.Versions(message.Notes));
        writer.Open($"public readonly ref partial struct {name} : {CSharp.Runtime}ISbeMessage<{context.FullName(message)}>, {FormatEmitter.Interface}");
        EmitState(writer, name, plan);
        EmitIdentity(writer, context, message);
        EmitWrap(writer, context, name, plan);
        EmitDecode(writer, context, name, plan);
        foreach (PlannedField field in plan.Fields)
            FieldEmitter.Emit(writer, context, field);
        ElementEmitter.Emit(writer, context, plan, isRoot: true);
        FormatEmitter.Emit(writer, context, plan, message.Name);
        foreach (PlannedElement? element in plan.Elements.Where(static element => element.Group is not null))
            GroupEmitter.Emit(writer, context, element, layout, isRoot: true);
        writer.Close();
    }

    private static void EmitState(CodeWriter writer, string name, BlockPlan plan)
    {
        writer.Lines(
            "private readonly ref byte _block;", "private readonly int _length;", "private readonly int _blockLength;",
            "private readonly int _version;");
        if (plan.HasCounts)
            writer.Lines("private readonly int _extraGroups;", "private readonly int _extraData;");
        writer.Gap();
        writer.Open($"private {name}({CSharp.Bytes} body, int blockLength, int version{(plan.HasCounts ? ", int extraGroups, int extraData" : "")})");
        writer.Lines(
            $"_block = ref {CSharp.Marshal}.GetReference(body);", "_length = body.Length;", "_blockLength = blockLength;",
            "_version = version;");
        if (plan.HasCounts)
            writer.Lines("_extraGroups = extraGroups;", "_extraData = extraData;");
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
        foreach (string? member in new[] { "ushort TemplateId", "ushort SchemaId", "ushort SchemaVersion", "int BlockLength" })
        {
            (string? type, string? name) = (member.Split(' ')[0], member.Split(' ')[1]);
            writer.Gap();
            writer.Line($"static {type} {CSharp.Runtime}ISbeMessage<{context.FullName(message)}>.{name} => {name};");
        }

        writer.Gap();
        writer.Line($"static string {CSharp.Runtime}ISbeMessage<{context.FullName(message)}>.Name => {CSharp.Text(message.Name)};");
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

    private static void EmitWrap(CodeWriter writer, EmitContext context, string name, BlockPlan plan)
    {
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public static bool TryWrap({CSharp.Bytes} body, int blockLength, int version, out {name} message)");
        writer.Open("if (blockLength < BaseBlockLength || blockLength > body.Length)");
        writer.Lines("message = default;", "return false;");
        writer.Close();
        writer.Gap();
        writer.Lines($"message = new(body, blockLength, version{(plan.HasCounts ? ", 0, 0" : "")});", "return true;");
        writer.Close();
        if (plan.HasCounts)
            EmitWrapWithCounts(writer, context, name, plan);
    }

    private static void EmitWrapWithCounts(CodeWriter writer, EmitContext context, string name, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, "Places the view over a message whose header counts its groups and data: those of a newer version are stepped over");
        Docs.Param(writer, "body", "from the first byte of the root block to the last byte of the message");
        Docs.Param(writer, "blockLength", "bytes of the root block, from the message header");
        Docs.Param(writer, "version", "schema version of the sender, from the message header");
        Docs.Param(writer, "numGroups", "from the message header");
        Docs.Param(writer, "numVarDataFields", "from the message header");
        Docs.Param(writer, "message", "the view; default when the result is false");
        Docs.Returns(writer, "false when the root block ends past the body or is shorter than BaseBlockLength");
        writer.Line($"public static bool TryWrap({CSharp.Bytes} body, int blockLength, int version, int numGroups, int numVarDataFields, out {name} message)");
        writer.Open();
        writer.Line("if (!TryWrap(body, blockLength, version, out message))");
        writer.Continue("return false;");
        writer.Open("if (version > SchemaVersion)");
        SbeBlock block = plan.Block;
        writer.Line($"var extraGroups = {CSharp.Runtime}SbeExtra.Beyond(unchecked((uint)numGroups), {Docs.Number(block.Groups.Count)});");
        writer.Line($"var extraData = {CSharp.Runtime}SbeExtra.Beyond(unchecked((uint)numVarDataFields), {Docs.Number(block.Variables.Count)});");
        writer.Line("message = new(body, blockLength, version, extraGroups, extraData);");
        writer.Close();
        writer.Gap();
        writer.Line("return true;");
        writer.Close();
    }

    private static void EmitDecode(CodeWriter writer, EmitContext context, string name, BlockPlan plan)
    {
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static bool TryDecode({CSharp.Bytes} message, out {name} view)");
        string counts = plan.HasCounts ? ", header.NumGroups, header.NumVarDataFields" : "";
        writer.Continue($"=> TryWrap({context.HeaderType}.Enter(message, TemplateId, out var header), header.BlockLength, header.Version{counts}, out view);");
    }
}
