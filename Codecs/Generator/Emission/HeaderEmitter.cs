using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the type that reads the header before every message, with whatever members the schema gives it.</summary>
internal static class HeaderEmitter
{
    /// <summary>Block lengths of a message by version, which only a header without a block length needs.</summary>
    public static EquatableArray<VersionLength> BlockLengthsOf(MessageHeader header, SbeMessage message)
    {
        if (header.BlockLength is not null)
            return default;
        IEnumerable<int> versions = message.Block.Fields.Select(static field => field.Notes.SinceVersion).Append(0).Distinct();
        return new(versions.OrderByDescending(static version => version)
            .Select(version => new VersionLength(version, message.Block.LengthAt(version))));
    }

    public static void Emit(CodeWriter writer, DispatchUnit unit)
    {
        (EmitContext? context, MessageHeader? header) = (unit.Context, unit.Context.Header);
        string name = context.Prefix + "Header";
        Docs.Summary(writer, "The header before every message of the schema");
        writer.Open($"public readonly struct {name}");
        Docs.Summary(writer, "Bytes of the header");
        writer.Line($"public const int Size = {Docs.Number(header.Type.Size)};");
        EmitMember(writer, "BlockLength", "Bytes of the root block; what does not fit an int is negative");
        EmitMember(writer, "TemplateId", "Id of the message; what does not fit an int is negative");
        EmitMember(writer, "SchemaId", "Id of the schema; what does not fit an int is negative");
        EmitMember(writer, "Version", "Schema version of the sender; what does not fit an int is its greatest value");
        if (HasCounts(header))
        {
            EmitMember(writer, "NumGroups", "Groups in the root of the message; what does not fit an int is negative");
            EmitMember(writer, "NumVarDataFields", "Data in the root of the message; what does not fit an int is negative");
        }

        EmitRead(writer, unit, name);
        EmitEnter(writer, unit.Context, name);
        EmitWrite(writer, context, header);
        if (header.BlockLength is null)
            EmitBlockLength(writer, unit);
        writer.Close();
    }

    /// <summary>Whether a header counts the groups or data of its message.</summary>
    public static bool HasCounts(MessageHeader header) => header.NumGroups is not null || header.NumVarDataFields is not null;

    private static void EmitMember(CodeWriter writer, string name, string summary)
    {
        writer.Gap();
        Docs.Summary(writer, summary);
        writer.Line($"public int {name} {{ get; private init; }}");
    }

    private static void EmitRead(CodeWriter writer, DispatchUnit unit, string name)
    {
        (EmitContext? context, MessageHeader? header) = (unit.Context, unit.Context.Header);
        writer.Gap();
        Docs.Summary(writer, "Reads the header of a message");
        Docs.Param(writer, "message", "from the first byte of the message header");
        Docs.Param(writer, "header", "the header; default when the result is false");
        Docs.Returns(writer, "false when there are fewer bytes than Size");
        writer.Open($"public static bool TryRead({CSharp.Bytes} message, out {name} header)");
        writer.Line("header = default;");
        writer.Line("if (message.Length < Size)");
        writer.Continue("return false;");
        writer.Line($"ref var start = ref {CSharp.Marshal}.GetReference(message);");
        writer.Line($"var templateId = {Read(context, header.TemplateId, 0)};");
        writer.Line($"var version = {ReadVersion(context, header.Version)};");
        writer.Line("header = new()");
        EmitInitializer(writer, context, header);
        writer.Line("return true;");
        writer.Close();
    }

    // What every view does with a header: no view takes a body of less than no bytes.
    private static void EmitEnter(CodeWriter writer, EmitContext context, string name)
    {
        writer.Gap();
        writer.Line("// The bytes behind the header of a message; a block length of −1 when it is another message, or of another schema.");
        writer.Open($"internal static {CSharp.Bytes} Enter({CSharp.Bytes} message, int templateId, out {name} header)");
        writer.Line($"if (TryRead(message, out header) && header.TemplateId == templateId && header.SchemaId == {Docs.Number(context.SchemaId)})");
        writer.Continue("return message.Slice(Size);");
        writer.Lines("header = new() { BlockLength = -1 };", "return default;");
        writer.Close();
    }

    private static void EmitWrite(CodeWriter writer, EmitContext context, MessageHeader header)
    {
        writer.Gap();
        writer.Line("internal static void Write(global::System.Span<byte> destination, int blockLength, int templateId"
            + (HasCounts(header) ? ", int numGroups, int numVarDataFields)" : ")"));
        writer.Open();
        writer.Line("destination.Slice(0, Size).Clear();");
        writer.Line($"ref var start = ref {CSharp.Marshal}.GetReference(destination);");
        Member(header.BlockLength, "blockLength");
        Member(header.TemplateId, "templateId");
        Member(header.SchemaId, Docs.Number(context.SchemaId));
        Member(header.Version, Docs.Number(context.SchemaVersion));
        Member(header.NumGroups, "numGroups");
        Member(header.NumVarDataFields, "numVarDataFields");
        writer.Close();

        void Member(HeaderMember? member, string value)
        {
            if (member is not null)
                writer.Line(context.Write("start", Docs.Number(member.Offset), $"unchecked(({CSharp.Keyword(member.Primitive)}){value})"));
        }
    }

    private static void EmitInitializer(CodeWriter writer, EmitContext context, MessageHeader header)
    {
        writer.Line("{");
        writer.Continue("TemplateId = templateId,");
        writer.Continue("Version = version,");
        writer.Continue($"SchemaId = {Read(context, header.SchemaId, context.SchemaId)},");
        if (HasCounts(header))
        {
            writer.Continue($"NumGroups = {Read(context, header.NumGroups, 0)},");
            writer.Continue($"NumVarDataFields = {Read(context, header.NumVarDataFields, 0)},");
        }

        writer.Continue(header.BlockLength is null
            ? "BlockLength = BlockLengthOf(templateId, version),"
            : $"BlockLength = {Read(context, header.BlockLength, 0)},");
        writer.Line("};");
    }

    // A member that the schema leaves out has the value that this schema gives it.
    private static string Read(EmitContext context, HeaderMember? member, int absent)
        => member is null ? Docs.Number(absent) : $"unchecked((int){context.ReadHeader("start", member)})";

    // However great: it is newer than all that is known.
    private static string ReadVersion(EmitContext context, HeaderMember? member)
        => member is null ? Docs.Number(context.SchemaVersion)
            : $"(int)global::System.Math.Min({context.ReadHeader("start", member)}, (uint)int.MaxValue)";

    private static void EmitBlockLength(CodeWriter writer, DispatchUnit unit)
    {
        writer.Gap();
        Docs.Summary(writer, "Bytes of a root block, which this header does not carry");
        Docs.Param(writer, "templateId", "id of the message");
        Docs.Param(writer, "version", "schema version of the sender");
        Docs.Returns(writer, "0 when the schema has no message of this id");
        writer.Line("public static int BlockLengthOf(int templateId, int version)");
        writer.Continue("=> templateId switch");
        writer.Line("    {");
        foreach (DispatchTarget target in unit.Targets)
            writer.Line($"        {Docs.Number(target.Id)} => {Choice(target)},");
        writer.Line("        _ => 0,");
        writer.Line("    };");
    }

    private static string Choice(DispatchTarget target)
        => string.Concat(target.BlockLengths.Select(
            static step => step.SinceVersion == 0 ? Docs.Number(step.Length)
                : $"version >= {Docs.Number(step.SinceVersion)} ? {Docs.Number(step.Length)} : "));
}
