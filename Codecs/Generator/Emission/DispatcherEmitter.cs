namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the handler interface of a schema and the switch from template id to view.</summary>
internal static class DispatcherEmitter
{
    public static string Emit(DispatchUnit unit)
    {
        // Some old schemas give two messages one id: the first is the one that the wire can mean.
        unit = unit with { Targets = new(unit.Targets.GroupBy(static target => target.Id).Select(static same => same.First())) };
        (EmitContext? context, Schema.EquatableArray<DispatchTarget> targets) = unit;
        CodeWriter writer = context.NewFile();
        Docs.Summary(writer, "Receives the messages of the schema as views, which live until the call returns");
        writer.Open($"public interface I{context.Prefix}Handler");
        foreach (DispatchTarget target in targets)
        {
            writer.Gap();
            Docs.Summary(writer, $"Takes a {Docs.Escape(target.SchemaName)}");
            Docs.Param(writer, "message", "a view of the received bytes");
            writer.Line($"void On(in {target.TypeName} message);");
        }

        writer.Close();
        writer.Gap();
        HeaderEmitter.Emit(writer, unit);
        writer.Gap();
        Docs.Summary(writer, "Finds the view of a message by its template id");
        writer.Open($"public static class {context.Prefix}Dispatcher");
        EmitDispatch(writer, unit);
        EmitDispatchOfMessage(writer, unit);
        EmitCalls(writer, unit);
        EmitNames(writer, unit);
        writer.Close();
        return writer.ToString();
    }

    private static void EmitDispatch(CodeWriter writer, DispatchUnit unit)
    {
        Docs.Summary(writer, "Gives a message to its handler method");
        writer.Line("/// <typeparam name=\"THandler\">a struct, so that the calls are direct</typeparam>");
        Docs.Param(writer, "handler", "receives the message");
        Docs.Param(writer, "body", "from the first byte of the root block to the last byte of the message");
        Docs.Param(writer, "templateId", "from the message header");
        Docs.Param(writer, "blockLength", "bytes of the root block, from the message header");
        Docs.Param(writer, "version", "schema version of the sender, from the message header");
        if (HeaderEmitter.HasCounts(unit.Context.Header))
        {
            Docs.Param(writer, "numGroups", "groups of the message, from the message header");
            Docs.Param(writer, "numVarDataFields", "data of the message, from the message header");
        }

        Docs.Returns(writer, "what became of the message");
        writer.Line($"public static {CSharp.Runtime}SbeDispatchResult Dispatch<THandler>(");
        if (HeaderEmitter.HasCounts(unit.Context.Header))
            writer.Continue(
                $"ref THandler handler, {CSharp.Bytes} body, ushort templateId, int blockLength, int version, int numGroups = 0, int numVarDataFields = 0)");
        else
            writer.Continue($"ref THandler handler, {CSharp.Bytes} body, ushort templateId, int blockLength, int version)");
        writer.Continue($"where THandler : struct, {Handler(unit)}, allows ref struct");
        writer.Continue("=> templateId switch");
        writer.Line("    {");
        foreach (DispatchTarget target in unit.Targets)
            writer.Line($"        {Docs.Number(target.Id)} => {Method(target)}(ref handler, body, blockLength, version{Counts(unit, ", ")}),");
        writer.Line($"        _ => {CSharp.Runtime}SbeDispatchResult.UnknownTemplate,");
        writer.Line("    };");
    }

    private static void EmitDispatchOfMessage(CodeWriter writer, DispatchUnit unit)
    {
        string header = unit.Context.HeaderType;
        string counts = HeaderEmitter.HasCounts(unit.Context.Header) ? ", header.NumGroups, header.NumVarDataFields" : "";
        writer.Gap();
        Docs.Summary(writer, "Reads the header of a message and gives the message to its handler method");
        writer.Line("/// <typeparam name=\"THandler\">a struct, so that the calls are direct</typeparam>");
        Docs.Param(writer, "handler", "receives the message");
        Docs.Param(writer, "message", "from the first byte of the message header to the last byte of the message");
        Docs.Returns(writer, "what became of the message");
        writer.Line($"public static {CSharp.Runtime}SbeDispatchResult Dispatch<THandler>(ref THandler handler, {CSharp.Bytes} message)");
        writer.Continue($"where THandler : struct, {Handler(unit)}, allows ref struct");
        writer.Open();
        writer.Line($"if (!{header}.TryRead(message, out var header))");
        writer.Continue($"return {CSharp.Runtime}SbeDispatchResult.Malformed;");
        writer.Line($"if (header.SchemaId != {Docs.Number(unit.Context.SchemaId)})");
        writer.Continue($"return {CSharp.Runtime}SbeDispatchResult.OtherSchema;");
        writer.Line($"if (header.TemplateId != (ushort)header.TemplateId)");
        writer.Continue($"return {CSharp.Runtime}SbeDispatchResult.UnknownTemplate;");
        writer.Line(
            $"return Dispatch(ref handler, message.Slice({header}.Size), (ushort)header.TemplateId, header.BlockLength, header.Version{counts});");
        writer.Close();
    }

    // One method per message: in a single one the views of all messages would be cleared at every call.
    private static void EmitCalls(CodeWriter writer, DispatchUnit unit)
    {
        foreach (DispatchTarget target in unit.Targets)
        {
            writer.Gap();
            writer.Line($"private static {CSharp.Runtime}SbeDispatchResult {Method(target)}<THandler>(");
            writer.Continue($"ref THandler handler, {CSharp.Bytes} body, int blockLength, int version{Counts(unit, ", int ")})");
            writer.Continue($"where THandler : struct, {Handler(unit)}, allows ref struct");
            writer.Open();
            writer.Line($"if (!{target.TypeName}.TryWrap(body, blockLength, version{Counts(unit, ", ")}, out var message))");
            writer.Continue($"return {CSharp.Runtime}SbeDispatchResult.Malformed;");
            writer.Lines("handler.On(in message);", $"return {CSharp.Runtime}SbeDispatchResult.Handled;");
            writer.Close();
        }
    }

    private static void EmitNames(CodeWriter writer, DispatchUnit unit)
    {
        writer.Gap();
        Docs.Summary(writer, "The name of a message, for reports");
        Docs.Param(writer, "templateId", "from the message header");
        Docs.Param(writer, "name", "name in the schema; empty when the result is false");
        Docs.Returns(writer, "false when the schema has no message of this id");
        writer.Open("public static bool TryGetName(ushort templateId, out string name)");
        writer.Line("name = templateId switch");
        writer.Line("{");
        foreach (DispatchTarget target in unit.Targets)
            writer.Continue($"{Docs.Number(target.Id)} => {CSharp.Text(target.SchemaName)},");
        writer.Continue("_ => \"\",");
        writer.Line("};");
        writer.Line("return name.Length != 0;");
        writer.Close();
    }

    private static string Counts(DispatchUnit unit, string separator)
        => HeaderEmitter.HasCounts(unit.Context.Header) ? $"{separator}numGroups{separator}numVarDataFields" : "";

    private static string Handler(DispatchUnit unit) => $"global::{unit.Context.Namespace}.I{unit.Context.Prefix}Handler";

    private static string Method(DispatchTarget target) => "Template" + Docs.Number(target.Id);
}
