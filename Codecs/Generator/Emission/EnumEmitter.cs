using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the enums and sets of a schema. Values unknown to the schema stay what they are on the wire.</summary>
internal static class EnumEmitter
{
    private static readonly string[] Reserved = ["value__"];

    public static string EmitEnums(EmitContext context, IEnumerable<EnumType> types)
    {
        CodeWriter writer = context.NewFile();
        foreach (EnumType type in types)
        {
            Docs.Summary(writer, Describe(type), type.Primitive.SchemaName(), Docs.Versions(type.Notes));
            writer.Open($"public enum {context.Names.Of(type)} : {CSharp.Keyword(type.Primitive)}");
            foreach ((string? name, EnumValue? value) in NamesOf(type))
            {
                writer.Gap();
                string wire = type.Primitive == PrimitiveType.Char ? "'" + Docs.Escape(((char)value.Value.Bits).ToString()) + "'" : value.Value.ToString();
                Docs.Summary(writer, Describe(value.Notes, value.Name), wire, Docs.Versions(value.Notes));
                writer.Line($"{name} = {CSharp.Literal(value.Value)},");
            }

            writer.Close();
            writer.Line("");
        }

        return writer.ToString();
    }

    public static string EmitSets(EmitContext context, IEnumerable<SetType> types)
    {
        CodeWriter writer = context.NewFile();
        foreach (SetType type in types)
        {
            PrimitiveType unsigned = Unsigned(type.Primitive);
            Docs.Summary(writer, Describe(type), type.Primitive.SchemaName(), Docs.Versions(type.Notes));
            writer.Line("[global::System.Flags]");
            writer.Open($"public enum {context.Names.Of(type)} : {CSharp.Keyword(unsigned)}");
            foreach ((string? name, SetChoice? choice) in NamesOf(type))
            {
                writer.Gap();
                Docs.Summary(writer, Describe(choice.Notes, choice.Name), "bit " + Docs.Number(choice.Bit), Docs.Versions(choice.Notes));
                string one = unsigned switch { PrimitiveType.UInt64 => "1UL", PrimitiveType.UInt32 => "1U", _ => "1" };
                writer.Line($"{name} = {one} << {Docs.Number(choice.Bit)},");
            }

            writer.Close();
            writer.Line("");
        }

        return writer.ToString();
    }

    /// <summary>The values with their C# names.</summary>
    public static IEnumerable<(string Name, EnumValue Value)> NamesOf(EnumType type)
    {
        NameScope scope = new NameScope(Reserved);
        return type.Values.Select(value => (scope.Take(Identifiers.Pascal(value.Name), "Value"), value));
    }

    /// <summary>The bits with their C# names.</summary>
    public static IEnumerable<(string Name, SetChoice Value)> NamesOf(SetType type)
    {
        NameScope scope = new NameScope(Reserved);
        return type.Choices.Select(choice => (scope.Take(Identifiers.Pascal(choice.Name), "Value"), choice));
    }

    public static string Describe(SbeType type) => Describe(type.Notes, type.Name);

    private static string Describe(ElementNotes notes, string name) => notes.Description.Length > 0 ? notes.Description : name;

    // Some schemas give a set a signed encoding; its bits are what counts.
    public static PrimitiveType Unsigned(PrimitiveType type) => type switch
    {
        PrimitiveType.Int8 => PrimitiveType.UInt8,
        PrimitiveType.Int16 => PrimitiveType.UInt16,
        PrimitiveType.Int32 => PrimitiveType.UInt32,
        PrimitiveType.Int64 => PrimitiveType.UInt64,
        _ => type,
    };
}
