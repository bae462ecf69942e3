using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

public sealed class SchemaReaderTests
{
    private static SbeSchema Read(string types, string messages)
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(TestSchemas.Of(types, messages));
        Assert.That(diagnostics, Is.Empty);
        return schema!;
    }

    private static SbeField[] FieldsOf(string types, string fields)
        => [.. Read(types, $"<message name=\"M\" id=\"1\">{fields}</message>").Messages[0].Block.Fields];

    [Test]
    public void FieldsFollowOneAnotherUnlessAnOffsetIsGiven()
    {
        SbeField[] fields = FieldsOf(
            "",
            """
            <field name="A" id="1" type="uint8"/><field name="B" id="2" type="uint32" offset="4"/><field name="C" id="3" type="int16"/>
            """);

        Assert.That(fields.Select(static field => (field.Offset, field.End)), Is.EqualTo([(0, 1), (4, 8), (8, 10)]));
    }

    [Test]
    public void AConstantTakesNoBytes()
    {
        SbeField[] fields = FieldsOf(
            "<type name=\"Y\" primitiveType=\"char\" presence=\"constant\"> J </type>",
            "<field name=\"A\" id=\"1\" type=\"Y\"/><field name=\"B\" id=\"2\" type=\"uint8\"/>");

        Assert.That(fields[0].Size, Is.Zero);
        Assert.That(fields[0].Constant!.Number, Is.EqualTo(new PrimitiveValue(PrimitiveType.Char, 'J')));
        Assert.That(fields[1].Offset, Is.Zero);
    }

    [Test]
    public void AFieldThatNamesAnEnumValueIsThatValue()
    {
        SbeField field = FieldsOf(
            "<enum name=\"E\" encodingType=\"uint8\"><validValue name=\"A\">1</validValue><validValue name=\"B\">2</validValue></enum>",
            "<field name=\"A\" id=\"1\" type=\"E\" presence=\"constant\" valueRef=\"E.B\"/>").Single();

        Assert.That(field.Constant!.EnumValue!.Value.Value.Bits, Is.EqualTo(2));
    }

    [Test]
    public void ThePresenceOfAFieldWinsOverThatOfItsType()
    {
        SbeField[] fields = FieldsOf(
            "<type name=\"T\" primitiveType=\"int32\" presence=\"optional\" nullValue=\"2147483647\"/>",
            """
            <field name="A" id="1" type="T"/><field name="B" id="2" type="T" presence="required"/>
            <field name="C" id="3" type="int32" presence="optional"/>
            """);

        Assert.That(
            fields.Select(static field => field.Presence), Is.EqualTo([Presence.Optional, Presence.Required, Presence.Optional]));
        Assert.That(((EncodedType)fields[0].Type).NullValue.Bits, Is.EqualTo(int.MaxValue));
        Assert.That(((EncodedType)fields[2].Type).NullValue.Bits, Is.EqualTo(int.MinValue));
    }

    [Test]
    public void AnEnumTakesTheNullOfTheTypeItIsEncodedThrough()
    {
        EnumType type = (EnumType)FieldsOf(
            "<type name=\"T\" primitiveType=\"uint8\" presence=\"optional\" nullValue=\"9\"/><enum name=\"E\" encodingType=\"T\"/>",
            "<field name=\"A\" id=\"1\" type=\"E\"/>").Single().Type;

        Assert.That(type.IsOptional, Is.True);
        Assert.That(type.NullValue.Bits, Is.EqualTo(9));
    }

    [Test]
    public void AMemberOfACompositeMayLeaveAGap()
    {
        SbeSchema schema = Read(
            """
            <composite name="D"><type name="blockLength" primitiveType="uint16"/>
            <type name="numInGroup" primitiveType="uint8" offset="7"/></composite>
            """,
            """
            <message name="M" id="1"><group name="G" id="2" dimensionType="D" blockLength="5">
            <field name="A" id="1" type="uint8"/></group></message>
            """);

        SbeGroup group = schema.Messages[0].Block.Groups[0];
        Assert.That(group.Dimension.Type.Size, Is.EqualTo(8));
        Assert.That(group.Dimension.NumInGroup.Offset, Is.EqualTo(7));
        Assert.That((group.Block.BlockLength, group.Block.BaseLength), Is.EqualTo((5, 1)));
    }

    [Test]
    public void FieldsThatCameAfterTheMessageDoNotCountAmongItsLeastBytes()
    {
        SbeBlock block = Read(
            "",
            """
            <message name="M" id="1" sinceVersion="2"><field name="A" id="1" type="uint16"/>
            <field name="B" id="2" type="uint8" sinceVersion="2"/>
            <field name="C" id="3" type="uint32" sinceVersion="3"/></message>
            """).Messages[0].Block;

        Assert.That((block.BaseLength, block.BlockLength), Is.EqualTo((3, 7)));
        Assert.That(block.IsLater(block.Fields[1]), Is.False);
        Assert.That(block.IsLater(block.Fields[2]), Is.True);
    }

    [Test]
    public void ADocumentTypeAndNamespacesDoNotMatter()
    {
        string xml = "<!DOCTYPE xml>\n" + TestSchemas.Of("", "<sbe:message name=\"M\" id=\"1\"/>");

        Assert.That(SchemaReader.Read(xml).Schema!.Messages[0].Name, Is.EqualTo("M"));
        Assert.That(SchemaReader.Read(xml.Replace("http://fixprotocol.io/2016/sbe", "urn:other", StringComparison.Ordinal)).Schema,
            Is.Not.Null);
    }

    [Test]
    public void TwoReadingsOfOneSchemaAreEqual()
    {
        string xml = TestSchemas.Everything();

        Assert.That(SchemaReader.Read(xml).Schema, Is.EqualTo(SchemaReader.Read(xml + "\n").Schema));
        Assert.That(
            SchemaReader.Read(xml).Schema,
            Is.Not.EqualTo(SchemaReader.Read(xml.Replace("LegRatio", "LegRate", StringComparison.Ordinal)).Schema));
    }

    [Test]
    public void EveryElementCarriesItsVersionsAndNotes()
    {
        const string Notes = "sinceVersion=\"1\" deprecated=\"2\" description=\"d\" semanticType=\"s\"";
        SbeSchema schema = Read(
            $"""
            <type name="T" primitiveType="int8" {Notes}/><composite name="C" {Notes}><type name="m" primitiveType="int8" {Notes}/></composite>
            <enum name="E" encodingType="int8" {Notes}><validValue name="v" {Notes}>1</validValue></enum>
            <set name="S" encodingType="uint8" {Notes}><choice name="c" {Notes}>1</choice></set>
            """,
            $"""
            <message name="M" id="1" {Notes}><field name="F" id="2" type="int8" timeUnit="microsecond" epoch="unix" {Notes}/>
            <group name="G" id="3" {Notes}/><data name="D" id="4" type="varText" {Notes}/></message>
            """);
        (SbeMessage? message, CompositeType? composite) = (schema.Messages[0], schema.Types.OfType<CompositeType>().Last());

        ElementNotes[] all =
        [
            schema.EncodedTypes.Single().Notes, composite.Notes, composite.Members[0].Notes,
            schema.Types.OfType<EnumType>().Single().Notes, schema.Types.OfType<EnumType>().Single().Values[0].Notes,
            schema.Types.OfType<SetType>().Single().Notes, schema.Types.OfType<SetType>().Single().Choices[0].Notes,
            message.Notes, message.Block.Fields[0].Notes, message.Block.Groups[0].Notes, message.Block.Variables[0].Notes,
        ];
        Assert.That(all, Is.All.EqualTo(new ElementNotes("d", "s", 1, 2)));
        Assert.That((message.Block.Fields[0].Epoch, message.Block.Fields[0].TimeUnit), Is.EqualTo(("unix", "microsecond")));
    }
}
