using System.Globalization;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Schema;

/// <summary>A schema as tables for people.</summary>
internal static class SchemaText
{
    private static readonly string[] FieldHeads = ["offset", "size", "field", "type", "presence", "null or constant", "since", "deprecated"];

    /// <summary>Writes the schema: its header, then message by message, then the types.</summary>
    public static void Write(TextPage output, SbeSchema schema)
    {
        output.WriteLine($"{Package(schema)}schema {schema.Id} version {schema.Version}, {TypeText.Of(schema.ByteOrder)}");
        output.WriteLine($"header {HeaderOf(schema.Header.Type)}");
        output.WriteLine();
        WriteMessages(output, schema);
        foreach (SbeMessage message in schema.Messages)
        {
            output.WriteLine();
            output.WriteLine($"{message.Name}: id {message.Id}, block {Bytes(message.Block.BlockLength)}{Notes(message.Notes)}");
            WriteBlock(output, message.Block, "");
        }

        foreach (SbeType type in schema.Types) WriteType(output, type);
    }

    private static void WriteMessages(TextPage output, SbeSchema schema)
    {
        TextTable table = new("id", "message", "block bytes", "fields", "groups", "data", "since", "deprecated") { LeftColumnCount = 2, KeyColumnCount = 2 };
        foreach (SbeMessage message in schema.Messages)
        {
            table.Add(
                Number(message.Id), message.Name, Number(message.Block.BlockLength), Number(message.Block.Fields.Count),
                Number(message.Block.Groups.Count), Number(message.Block.Variables.Count), Since(message.Notes), Deprecated(message.Notes));
        }

        table.Write(output);
    }

    private static void WriteBlock(TextPage output, SbeBlock block, string path)
    {
        if (block.Fields.Count > 0) WriteFields(output, block);
        foreach (SbeGroup group in block.Groups)
        {
            string name = path + group.Name;
            output.WriteLine(
                $"  group {name}: block {Bytes(group.Block.BlockLength)}{Notes(group.Notes)}, dimension {HeaderOf(group.Dimension.Type)}");
            WriteBlock(output, group.Block, name + ".");
        }

        foreach (SbeVariable data in block.Variables)
        {
            string encoding = data.CharacterEncoding.Length > 0 ? data.CharacterEncoding + " text" : "bytes";
            output.WriteLine($"  data {path}{data.Name}: {encoding}, length {data.Length.Primitive.SchemaName()}{Notes(data.Notes)}");
        }
    }

    private static void WriteFields(TextPage output, SbeBlock block)
    {
        TextTable table = new(FieldHeads) { LeftColumnCount = FieldHeads.Length, RightColumnCount = 2, KeyColumnCount = 3 };
        foreach (SbeField field in block.Fields)
        {
            bool isConstant = field.Presence == Presence.Constant;
            string value = isConstant ? TypeText.Constant(field.Constant) : TypeText.Null(field.Type, field.Presence);
            table.Add(
                isConstant ? "-" : Number(field.Offset), Number(field.Size), field.Name, TypeText.Of(field.Type), TypeText.Of(field.Presence), value,
                Since(field.Notes), Deprecated(field.Notes));
        }

        table.Write(output);
    }

    private static void WriteType(TextPage output, SbeType type)
    {
        output.WriteLine();
        output.WriteLine($"{type.Key}: {TypeText.Form(type)}{(type is CompositeType ? $", {Bytes(type.Size)}" : "")}{Notes(type.Notes)}");
        IEnumerable<string> lines = type switch
        {
            EnumType named => named.Values.Select(static value => $"{TypeText.Value(value.Value),6}  {value.Name}{Notes(value.Notes)}"),
            SetType named => named.Choices.Select(static choice => $"{"bit " + Number(choice.Bit),6}  {choice.Name}{Notes(choice.Notes)}"),
            CompositeType composite => composite.Members.Select(MemberLine),
            _ => [],
        };
        foreach (string line in lines) output.WriteLine("  " + line);
    }

    private static string MemberLine(CompositeMember member)
    {
        string constant = TypeText.Constant((member.Type as EncodedType)?.Constant);
        string nullValue = TypeText.Null(member.Type, TypeText.PresenceOf(member.Type));
        string value = constant.Length > 0 ? $" = {constant}" : nullValue.Length > 0 ? $", null {nullValue}" : "";
        return $"{(constant.Length > 0 ? "-" : Number(member.Offset)),6}  {member.Name} {TypeText.Form(member.Type)}{value}{Notes(member.Notes)}";
    }

    private static string HeaderOf(CompositeType type)
    {
        IEnumerable<string> members = type.Members.Select(static member => $"{member.Name} {TypeText.Form(member.Type)} at {member.Offset}");
        return $"{type.Name}, {Bytes(type.Size)}: {string.Join(", ", members)}";
    }

    private static string Package(SbeSchema schema) => schema.Package.Length > 0 ? schema.Package + ", " : "";

    private static string Bytes(int count) => count == 1 ? "1 byte" : $"{count} bytes";

    private static string Notes(ElementNotes notes) =>
        (notes.SinceVersion > 0 ? $", since {notes.SinceVersion}" : "") + (notes.DeprecatedVersion is { } version ? $", deprecated {version}" : "");

    private static string Since(ElementNotes notes) => notes.SinceVersion > 0 ? Number(notes.SinceVersion) : "";

    private static string Deprecated(ElementNotes notes) => notes.DeprecatedVersion is { } version ? Number(version) : "";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
