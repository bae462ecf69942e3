using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Dynamic;

/// <summary>Schemas and messages of the tests of the run-time codec.</summary>
internal static class DynamicSamples
{
    public static readonly DynamicSchema All = new(SchemaReader.Read(TestSchemas.Everything()).Schema!);

    public static SbeMessage Order => All.Schema.Messages.First(static message => message.Name == "Order");

    public static DynamicMessage OrderOf(params DynamicValue[] fields) => new(Order, 3, new(new(fields), default, default));

    public static SbeField FieldOf(string name) => Order.Block.Fields.First(field => field.Name == name);

    /// <summary>A value of a field of the order by its raw elements.</summary>
    public static DynamicValue Value(string name, params long[] bits)
    {
        SbeField field = FieldOf(name);
        PrimitiveType primitive = field.Type switch
        {
            EncodedType type => type.Primitive,
            EnumType type => type.Primitive,
            _ => ((SetType)field.Type).Primitive,
        };
        return DynamicValue.Of(field, bits.Select(value => new PrimitiveValue(primitive, value)));
    }

    public static byte[] Encode(DynamicSchema schema, DynamicMessage message, int version)
    {
        byte[] bytes = new byte[4096];
        DynamicEncodeResult result = new DynamicEncoder(schema).Encode(message, bytes, version);
        Assert.That(result.IsComplete, Is.True, result.ToString());
        return bytes[..result.Length];
    }

    /// <summary>A schema whose headers count groups and data; version 2 has more of both, at the root and in entries.</summary>
    public static DynamicSchema Counted(int version)
    {
        (string? data, string? group) = version < 2 ? ("", "") : (
            "<data name=\"N\" id=\"9\" type=\"varData\" sinceVersion=\"2\"/>",
            "<group name=\"H\" id=\"4\" sinceVersion=\"2\"><field name=\"C\" id=\"5\" type=\"uint16\"/></group>");
        string xml = $"""
            <messageSchema package="p" id="3" version="{version}"><types>
            <composite name="messageHeader">{Numbers("blockLength", "templateId", "schemaId", "version", "numGroups", "numVarDataFields")}</composite>
            <composite name="groupSizeEncoding">{Numbers("blockLength", "numInGroup", "numGroups", "numVarDataFields")}</composite>
            <composite name="varData">{Numbers("length")}<type name="varData" primitiveType="uint8" length="0"/></composite>
            </types><message name="M" id="1"><field name="A" id="1" type="uint32"/>
            <group name="G" id="2"><field name="B" id="3" type="uint8"/>{data}</group>{group}<data name="D" id="6" type="varData"/></message>
            </messageSchema>
            """;
        return new(SchemaReader.Read(xml).Schema!);
    }

    private static string Numbers(params string[] names) => string.Concat(names.Select(static name => $"<type name=\"{name}\" primitiveType=\"uint16\"/>"));
}
