using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

/// <summary>What SBE 2.0 (release candidate 3) adds to schemas.</summary>
public sealed class SchemaVersion2Tests
{
    private const string Head = """
        <messageSchema xmlns="http://fixprotocol.io/2017/sbe" package="all" id="91" version="1" semanticVersion="FIX.5.0SP2" description="d">
        <metadata><dc:title xmlns:dc="http://purl.org/dc/terms/">t</dc:title></metadata>
        <types package="numbers">
          <composite name="messageHeader">
            <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
            <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>
            <type name="numGroups" primitiveType="uint16"/><type name="numVarDataFields" primitiveType="uint16"/>
          </composite>
          <composite name="groupSizeEncoding">
            <type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint16"/>
            <type name="numGroups" primitiveType="uint16"/><type name="numVarDataFields" primitiveType="uint16"/>
          </composite>
          <simpleDataType name="T" primitiveType="uint8"/>
        </types>
        """;

    private static SbeSchema Read(string types, string messages)
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read($"{Head}<types>{types}</types>{messages}</messageSchema>");
        Assert.That(diagnostics, Is.Empty);
        return schema!;
    }

    [Test]
    public void MessagesStandInSetsWithPackages()
    {
        SbeSchema schema = Read(
            "", "<messages package='orders'><message name='A' id='1'/></messages><messages><message name='B' id='2'/></messages>");

        Assert.That(
            schema.Messages.Select(static message => (message.Name, message.Package)), Is.EqualTo([("A", "orders"), ("B", "all")]));
        Assert.That((schema.Package, schema.SemanticVersion, schema.Description), Is.EqualTo(("all", "FIX.5.0SP2", "d")));
    }

    [Test]
    public void HeadersCountGroupsAndData()
    {
        SbeSchema schema = Read("", "<messages><message name='A' id='1'><group name='G' id='2'><field name='F' id='3' type='T'/></group></message></messages>");

        Assert.That(schema.Header.NumGroups, Is.EqualTo(new HeaderMember(PrimitiveType.UInt16, 8)));
        Assert.That(schema.Header.NumVarDataFields, Is.EqualTo(new HeaderMember(PrimitiveType.UInt16, 10)));
        GroupDimension dimension = schema.Messages[0].Block.Groups[0].Dimension;
        Assert.That((dimension.NumGroups!.Offset, dimension.NumVarDataFields!.Offset), Is.EqualTo((4, 6)));
    }

    [Test]
    public void PresenceNullAndLimitsStandOnTheField()
    {
        SbeField field = Read(
            "", "<messages><message name='A' id='1'><field name='F' id='2' type='T' presence='optional' nullValue='9' minValue='1' maxValue='8'/></message></messages>")
            .Messages[0].Block.Fields.Single();

        EncodedType type = (EncodedType)field.Type;
        Assert.That(field.Presence, Is.EqualTo(Presence.Optional));
        Assert.That((type.NullValue.Bits, type.MinValue!.Value.Bits, type.MaxValue!.Value.Bits), Is.EqualTo((9, 1, 8)));
    }

    [TestCase(14, 4, 16)]
    [TestCase(16, 4, 16)]
    [TestCase(1, 1, 1)]
    [TestCase(5, 3, 6)]
    public void AnAlignedFieldStartsAtTheNextMultiple(int before, int alignment, int offset)
    {
        SbeBlock block = Read(
            $"<type name='B' primitiveType='char' length='{before}'/>",
            $"<messages><message name='A' id='1'><field name='F' id='2' type='B'/><field name='G' id='3' type='T' alignment='{alignment}'/></message></messages>")
            .Messages[0].Block;

        Assert.That((block.Fields[1].Offset, block.BlockLength), Is.EqualTo((offset, offset + 1)));
    }

    [Test]
    public void AnAlignedMemberStartsAtTheNextMultiple()
    {
        CompositeType type = (CompositeType)Read(
            """
            <composite name="C"><memberDataType name="a" primitiveType="uint8"/><type name="b" primitiveType="uint32" alignment="4"/>
            <ref name="c" type="T"/><composite name="d" alignment="8"><type name="x" primitiveType="uint8"/></composite></composite>
            """,
            "<messages/>").Types[^1];

        Assert.That(type.Members.Select(static member => member.Offset), Is.EqualTo([0, 4, 8, 16]));
    }

    [Test]
    public void AnAlignedMessageNeedsNoPaddingAfterAHeaderOfThatAlignment()
    {
        SbeBlock block = Read("", "<messages><message name='A' id='1' alignment='4'/></messages>").Messages[0].Block;

        Assert.That(block.Alignment, Is.EqualTo(4));
    }

    [Test]
    public void APaddedMessageIsRefused()
        => Assert.That(
            SchemaReader.Read($"{Head}<messages><message name='A' id='1' alignment='8'/></messages></messageSchema>").Diagnostics.Single().Rule.Id,
            Is.EqualTo("SBE030"));
}
