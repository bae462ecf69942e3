using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

/// <summary>What venues publish against the letter of the specification, and what it is read as.</summary>
public sealed class PublishedMistakesTests
{
    private static SbeSchema Read(string types, string messages, params string[] warnings)
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(TestSchemas.Of(types, messages));
        Assert.That(diagnostics.Select(static diagnostic => diagnostic.Rule.Id), Is.EqualTo(warnings));
        return schema!;
    }

    private static SbeField[] FieldsOf(string types, string fields, params string[] warnings)
        => [.. Read(types, $"<message name='M' id='1'>{fields}</message>", warnings).Messages[0].Block.Fields];

    private static EncodedType TypeOf(string type, params string[] warnings)
        => Read(type, "", warnings).EncodedTypes.Single();

    [TestCase("uint8", " 254 ", 254)]
    [TestCase("uint8", "0xFE", 254)]
    [TestCase("uint16", "65535.0", 65535)]
    [TestCase("int8", "0x80", -128)]
    [TestCase("int32", "0x80000000", int.MinValue)]
    [TestCase("int64", "0x8000000000000000", long.MinValue)]
    [TestCase("int64", "+5", 5)]
    [TestCase("uint64", "18446744073709551615", -1)]
    [TestCase("uint64", "0xFFFFFFFFFFFFFFFF", -1)]
    [TestCase("char", "0", 0)]
    [TestCase("char", "32", 32)]
    [TestCase("char", " ", 32)]
    [TestCase("char", "'A'", 'A')]
    [TestCase("char", "0x20", 32)]
    [TestCase("float", "nan", 0x7FC00000)]
    [TestCase("double", "-INF", unchecked((long)0xFFF0000000000000))]
    public void ANullIsReadAsItIsWritten(string primitive, string text, long bits)
        => Assert.That(
            TypeOf($"<type name='T' primitiveType='{primitive}' presence='optional' nullValue=\"{text}\"/>").NullValue.Bits, Is.EqualTo(bits));

    [TestCase("uint8", "256", 255)]
    [TestCase("uint8", "-1", 255)]
    [TestCase("int8", "0x180", -128)]
    [TestCase("uint32", "none", uint.MaxValue)]
    [TestCase("int16", "1.5", -32768)]
    [TestCase("char", "ABC", 0)]
    public void ANullThatDoesNotFitIsTheDefault(string primitive, string text, long bits)
        => Assert.That(
            TypeOf($"<type name='T' primitiveType='{primitive}' presence='optional' nullValue='{text}'/>", "SBE012").NullValue.Bits,
            Is.EqualTo(bits));

    [TestCase("A", 'A')]
    [TestCase("1", '1')]
    [TestCase("'B'", 'B')]
    [TestCase("\"C\"", 'C')]
    [TestCase("\n      D\n  ", 'D')]
    [TestCase("<!-- e --> E <!-- f -->", 'E')]
    [TestCase("<![CDATA[<]]>", '<')]
    [TestCase("0x41", 'A')]
    [TestCase("65", 'A')]
    [TestCase(" ", ' ')]
    public void AnEnumValueOfCharIsItsCharacter(string text, char value)
    {
        EnumType type = (EnumType)Read($"<enum name='E' encodingType='char'><validValue name='V'>{text}</validValue></enum>", "").Types[^1];

        Assert.That(type.Values.Single().Value, Is.EqualTo(new PrimitiveValue(PrimitiveType.Char, value)));
    }

    [Test]
    public void AConstantMayBreakOverLines()
        => Assert.That(
            TypeOf("<type name='T' primitiveType='char' presence='constant' length='4'>\n  XNAS\n</type>").Constant!.Text, Is.EqualTo("XNAS"));

    [Test]
    public void AnOffsetBelowTheEndOverlapsAsWritten()
    {
        SbeField[] fields = FieldsOf(
            "",
            """
            <field name="Whole" id="1" type="uint32"/><field name="High" id="2" type="uint16" offset="2"/><field name="Next" id="3" type="uint8"/>
            """,
            "SBE010");

        Assert.That(fields.Select(static field => field.Offset), Is.EqualTo([0, 2, 4]));
    }

    [Test]
    public void AnOffsetOfZeroIsNone()
        => Assert.That(
            FieldsOf("", "<field name='A' id='1' type='uint32'/><field name='B' id='2' type='uint16' offset='0'/>", "SBE010")[1].Offset,
            Is.EqualTo(4));

    [TestCase("blockLength='2'", 4, "SBE011")]
    [TestCase("blockLength='0'", 4)]
    [TestCase("", 4)]
    [TestCase("blockLength='9'", 9)]
    public void ABlockHoldsItsFields(string attribute, int blockLength, params string[] warnings)
        => Assert.That(
            Read("", $"<message name='M' id='1' {attribute}><field name='A' id='1' type='uint32'/></message>", warnings).Messages[0].Block.BlockLength,
            Is.EqualTo(blockLength));

    [Test]
    public void TheLastDeclarationOfATypeCounts()
    {
        const string Twice = "<type name='T' primitiveType='int8'/><type name='T' primitiveType='int16'/>";
        const string Kinds = "<enum name='U' encodingType='uint16'/><type name='U' primitiveType='int8'/>";
        SbeField[] fields = FieldsOf(
            Twice + Kinds, "<field name='A' id='1' type='T'/><field name='B' id='2' type='U'/>", "SBE006", "SBE006");

        Assert.That(fields.Select(static field => field.Size), Is.EqualTo([2, 2]));
    }

    [Test]
    public void MessagesOfOneNameOrIdStayTwo()
    {
        SbeSchema schema = Read(
            "", "<message name='M' id='1'/><message name='M' id='2'/><message name='M_2' id='1'/>", "SBE007", "SBE007", "SBE007");

        Assert.That(
            schema.Messages.Select(static message => (message.Name, (int)message.Id)), Is.EqualTo([("M", 1), ("M_2", 2), ("M_2_2", 1)]));
    }

    [Test]
    public void InnerTypesOfOneNameHaveKeysOfTheirOwn()
    {
        SbeSchema schema = Read(
            """
            <composite name="C"><enum name="E" encodingType="uint8"/><enum name="E" encodingType="uint16"/></composite>
            <enum name="C.E" encodingType="uint32"/>
            """,
            "",
            "SBE008");

        Assert.That(schema.Types.Select(static type => type.Key), Is.Unique);
    }

    [Test]
    public void WhatIsOfAConstantTypeTakesNoBytesWhateverItSays()
    {
        SbeField[] fields = FieldsOf(
            "<type name='K' primitiveType='uint32' presence='constant'>7</type>",
            "<field name='A' id='1' type='K' presence='required'/><field name='B' id='2' type='K' presence='optional'/><field name='C' id='3' type='int8'/>",
            "SBE024");

        Assert.That(fields.Select(static field => (field.Size, field.Presence)), Is.EqualTo(
            [(0, Presence.Constant), (0, Presence.Constant), (1, Presence.Required)]));
        Assert.That(fields[1].Constant!.Number!.Value.Bits, Is.EqualTo(7));
    }

    [Test]
    public void AConstantWithoutAValueIsLeftOut()
        => Assert.That(
            FieldsOf(
                "<type name='K' primitiveType='uint32' presence='constant'/>",
                "<field name='A' id='1' type='K'/><field name='B' id='2' type='uint8' presence='constant' valueRef='X.Y'/><field name='C' id='3' type='int8'/>",
                "SBE013", "SBE013", "SBE014").Select(static field => (field.Name, field.Offset)),
            Is.EqualTo([("C", 0)]));

    [TestCase("valueRef='E.B'")]
    [TestCase("valueRef=' E.B '")]
    [TestCase("valueRef='E.b'")]
    [TestCase("valueRef='B'")]
    [TestCase("", "B")]
    [TestCase("", " 2 ")]
    public void AConstantOfAnEnumIsNamedInManyWays(string attribute, string text = "")
    {
        SbeField field = FieldsOf(
            "<enum name='E' encodingType='uint8'><validValue name='A'>1</validValue><validValue name='B'>2</validValue></enum>",
            $"<field name='F' id='1' type='E' presence='constant' {attribute}>{text}</field>").Single();

        Assert.That(field.Constant!.EnumValue!.Value.Name, Is.EqualTo("B"));
    }

    [Test]
    public void MissingNamesAndIdsGetSubstitutes()
    {
        SbeMessage message = Read(
            "",
            "<message id='5'><field type='uint8'/><group><field id='3' type='uint8'/></group><data type='varText'/></message>",
            "SBE023", "SBE023", "SBE023", "SBE023", "SBE023").Messages[0];

        Assert.That(message.Name, Is.EqualTo("Message5"));
        Assert.That(message.Block.Fields[0].Name, Is.EqualTo("Field0"));
        Assert.That(message.Block.Groups[0].Block.Fields[0].Name, Is.EqualTo("Field3"));
        Assert.That(message.Block.Variables[0].Name, Is.EqualTo("Data0"));
    }

    [Test]
    public void AttributesOfAnotherCaseOrPrefixAreTaken()
    {
        SbeField field = FieldsOf(
            "",
            "<field name='A' id='1' type='uint8'/><field xmlns:s='urn:s' s:name='B' ID='2' Type='int16' offset='4' Presence='Optional' SinceVersion='2'/>",
            "SBE026", "SBE026", "SBE026", "SBE026")[1];

        Assert.That((field.Name, field.Id, field.Size, field.Offset), Is.EqualTo(("B", 2, 2, 4)));
        Assert.That((field.Presence, field.Notes.SinceVersion), Is.EqualTo((Presence.Optional, 2)));
    }

    [Test]
    public void MembersOfAHeaderMayDifferByCase()
    {
        SbeGroup group = Read(
            "<composite name='D'><type name='BlockLength' primitiveType='uint16'/><type name='numingroup' primitiveType='uint8'/></composite>",
            "<message name='M' id='1'><group name='G' id='1' dimensionType='D'/></message>",
            "SBE026", "SBE026").Messages[0].Block.Groups[0];

        Assert.That(group.Dimension.NumInGroup, Is.EqualTo(new HeaderMember(PrimitiveType.UInt8, 2)));
    }

    [Test]
    public void AnEnumOfSeveralCharactersIsText()
    {
        SbeField field = FieldsOf(
            "<type name='Two' primitiveType='char' length='2'/><enum name='E' encodingType='Two'><validValue name='A'>AB</validValue></enum>",
            "<field name='F' id='1' type='E'/>", "SBE031").Single();

        Assert.That(field.Type, Is.InstanceOf<EncodedType>().With.Property(nameof(EncodedType.Length)).EqualTo(2));
    }

    [Test]
    public void AVersionInWordsIsNone()
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(TestSchemas.Of("", "").Replace("version=\"3\"", "version=\"FIX.5.0\"", StringComparison.Ordinal));

        Assert.That(diagnostics.Single().Rule.Id, Is.EqualTo("SBE024"));
        Assert.That(schema!.Version, Is.Zero);
    }

    [Test]
    public void NoFieldIsOlderThanItsType()
    {
        SbeField[] fields = FieldsOf(
            "<type name='T' primitiveType='int8' sinceVersion='2'/>",
            "<field name='A' id='1' type='T'/><field name='B' id='2' type='T' sinceVersion='3'/><field name='C' id='3' type='int8' sinceVersion='1'/>");

        Assert.That(fields.Select(static field => field.Notes.SinceVersion), Is.EqualTo([2, 3, 1]));
    }

    [Test]
    public void ASetOverCharIsOneOverTheByte()
        => Assert.That(
            ((SetType)Read("<set name='S' encodingType='char'><choice name='A'>7</choice></set>", "").Types[^1]).Primitive,
            Is.EqualTo(PrimitiveType.UInt8));

    [Test]
    public void TypesMayBeNamedBeforeTheyAreDeclared()
    {
        SbeField[] fields = FieldsOf(
            "<composite name='A'><ref name='b' type='B'/><ref name='e' type='E'/></composite><composite name='B'><ref name='t' type='T'/></composite>"
                + "<enum name='E' encodingType='T'/><type name='T' primitiveType='uint32'/>",
            "<field name='F' id='1' type='A'/>");

        Assert.That(fields.Single().Size, Is.EqualTo(8));
    }

    [Test]
    public void AWarningOfARefKeepsItsOwnNull()
    {
        CompositeMember member = ((CompositeType)Read(
            "<type name='T' primitiveType='uint8'/><composite name='C'><ref name='m' type='T' presence='optional' nullValue='7'/></composite>",
            "").Types[^1]).Members.Single();

        Assert.That(((EncodedType)member.Type).Presence, Is.EqualTo(Presence.Optional));
        Assert.That(((EncodedType)member.Type).NullValue.Bits, Is.EqualTo(7));
    }

    [Test]
    public void HeaderMembersThatTheWireLacksAreNull()
    {
        MessageHeader header = SchemaReader.Read(
            """
            <messageSchema package="p" id="1" headerType="h"><types><composite name="h"><type name="templateId" primitiveType="uint8"/>
            <type name="schemaId" primitiveType="uint16" presence="constant">1</type><type name="length" primitiveType="uint32"/></composite></types>
            </messageSchema>
            """).Schema!.Header;

        Assert.That(header.TemplateId, Is.EqualTo(new HeaderMember(PrimitiveType.UInt8, 0)));
        Assert.That((header.BlockLength, header.SchemaId, header.Version), Is.EqualTo(((HeaderMember?)null, (HeaderMember?)null, (HeaderMember?)null)));
        Assert.That(header.Type.Size, Is.EqualTo(5));
    }

    [TestCase("uint64")]
    [TestCase("int64")]
    [TestCase("int8")]
    [TestCase("uint32")]
    public void LengthsAndCountsAreOfAnyWholeNumber(string primitive)
    {
        SbeBlock block = Read(
            $"""
            <composite name="D"><type name="blockLength" primitiveType="{primitive}"/><type name="numInGroup" primitiveType="{primitive}" maxValue="9"/></composite>
            <composite name="V"><type name="length" primitiveType="{primitive}"/><type name="varData" primitiveType="char" length="0"/></composite>
            """,
            "<message name='M' id='1'><group name='G' id='1' dimensionType='D'/><data name='X' id='2' type='V'/></message>").Messages[0].Block;

        Assert.That(block.Groups[0].Dimension.NumInGroup.MaxValue!.Value.Bits, Is.EqualTo(9));
        Assert.That(block.Variables[0].HeaderSize, Is.EqualTo(block.Variables[0].Length.Primitive.Size()));
        Assert.That(block.Variables[0].Primitive, Is.EqualTo(PrimitiveType.Char));
    }

    [Test]
    public void ElementsOfOtherNamespacesAndNotesAreNoOnesConcern()
        => Read(
            "<doc:note xmlns:doc='urn:doc'>x</doc:note><annotation/><!-- c --><?pi x?>text",
            "<message name='M' id='1'><annotation/><doc:note xmlns:doc='urn:doc'/></message>");
}
