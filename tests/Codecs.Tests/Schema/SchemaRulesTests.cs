using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

/// <summary>Every rule with its place and text: a mark, "@", stands before the line and column that a breach is told at.</summary>
public sealed class SchemaRulesTests
{
    private const string Enum = "<enum name='E' encodingType='uint8'><validValue name='A'>1</validValue></enum>";

    public static IEnumerable<TestCaseData> Breaches()
    {
        yield return Type("SBE003", "<@type name='T'/>", "<type> needs the attribute 'primitiveType'; nothing else tells its layout");
        yield return Type("SBE003", "<@enum name='E'/>", "<enum> needs the attribute 'encodingType'; nothing else tells its layout");
        yield return Body("SBE003", "<@field name='A' id='1'/>", "<field> needs the attribute 'type'; nothing else tells its layout");
        yield return Type("SBE004", "<type name='T' primitiveType='char' @length='-1'/>",
            "'-1' is no whole number from 0 to 1048576, as the attribute 'length' must be");
        yield return Body("SBE004", "<field name='A' id='1' type='int8' @offset='x'/>",
            "'x' is no whole number from 0 to 1048576, as the attribute 'offset' must be");
        yield return Type("SBE005", "<type name='T' @primitiveType='int24'/>",
            "No type 'int24' is declared and no primitive is called so; declare it, or include the file that does");
        yield return Body("SBE005", "<@field name='A' id='1' type='Missing'/>",
            "No type 'Missing' is declared and no primitive is called so; declare it, or include the file that does");
        yield return Body("SBE005", "<@group name='A' id='1' dimensionType='Missing'/>",
            "No type 'Missing' is declared and no primitive is called so; declare it, or include the file that does");
        yield return Type("SBE006", "<type name='T' primitiveType='int8'/>\n<@type name='T' primitiveType='int16'/>",
            $"The type 'T' is declared before, in line {TestSchemas.TypesLine}; the declaration of line {TestSchemas.TypesLine + 1} counts");
        yield return Body("SBE008", "<field name='A' id='1' type='int8'/><@field name='A' id='2' type='int8'/>",
            "'A' is declared before in 'M'; the later one gets a longer name in code");
        yield return Body("SBE009", "<field name='A' id='1' type='int8'/><@field name='B' id='1' type='int8'/>",
            "The id 1 of 'B' is used before, by 'A'");
        yield return Body("SBE010", "<field name='A' id='1' type='int32'/><field name='B' id='2' type='int8' @offset='3'/>",
            "The offset 3 of 'B' is below 4, where the element before it ends: the two overlap, as written");
        yield return Body("SBE010", "<field name='A' id='1' type='int32'/><field name='B' id='2' type='int8' @offset='0'/>",
            "The offset 0 of 'B' is below 4, where the element before it ends: 0 is taken for none");
        yield return Type("SBE012", "<type name='T' primitiveType='uint8' presence='optional' @nullValue='256'/>",
            "'256' is no value of uint8; the nullValue is taken as not given");
        yield return Type("SBE012", "<set name='S' encodingType='uint8'><@choice name='A'>8</choice></set>",
            "'8' is no value of a bit of uint8; the set is read without it");
        yield return Type("SBE012", "<enum name='F' encodingType='uint8'><@validValue name='A'>-1</validValue></enum>",
            "'-1' is no value of uint8; the enum is read without it");
        yield return Type("SBE012", "<@type name='T' primitiveType='uint8' presence='constant'>x</type>",
            "'x' is no value of uint8; the constant is left out");
        yield return Type("SBE013", "<@type name='T' primitiveType='uint8' presence='constant'/>",
            "The constant 'T' has neither text nor valueRef; it is left out, and takes no bytes");
        yield return Body("SBE013", "<@field name='A' id='1' type='uint8' presence='constant'/>",
            "The constant 'A' has neither text nor valueRef; it is left out, and takes no bytes");
        yield return Body("SBE014", "<field name='A' id='1' type='uint8' presence='constant' @valueRef='E.B'/>",
            "'E.B' names no value of a declared enum, as Enum.Value would; the constant is left out, and takes no bytes");
        yield return Type("SBE015", "<@set name='S' encodingType='double'/>",
            "'S' cannot be encoded as double; name a whole number or a char as its encodingType");
        yield return Type("SBE015", "<@enum name='S' encodingType='varText'/>",
            "'S' cannot be encoded as varText; name a whole number or a char as its encodingType");
        yield return Type("SBE016", "<@composite name='R'><ref name='x' type='R'/></composite>",
            "The type 'R' contains itself; it would be endless on the wire");
        yield return Body("SBE017", "<@group name='G' id='1' dimensionType='varText'/>",
            "'varText' needs a whole number 'blockLength' to serve as a group dimension");
        yield return Body("SBE017", "<@data name='D' id='1' type='groupSizeEncoding'/>",
            "'groupSizeEncoding' needs a whole number 'length' to serve as variable-length data");
        yield return Body("SBE018", "<group name='G' id='1'/><@field name='A' id='2' type='int8'/>",
            "<field> 'A' comes too late: on the wire fields come first, then groups, then data; move it where it is sent");
        yield return Body("SBE018", "<data name='D' id='1' type='varText'/><@group name='G' id='2'/>",
            "<group> 'G' comes too late: on the wire fields come first, then groups, then data; move it where it is sent");
        yield return Body("SBE019", "<field name='A' id='1' type='int8' @sinceVersion='4'/>",
            "The sinceVersion 4 of 'A' is above the schema's version 3");
        yield return Type("SBE020", "<@typ name='T'/>", "<typ> is no element of SBE inside <types>; it is ignored");
        yield return Body("SBE020", "<@filed name='A'/>", "<filed> is no element of SBE inside <message>; it is ignored");
        yield return Type("SBE021", "<type name='T' primitiveType='int8' @presence='sometimes'/>",
            "'sometimes' is no presence; write required or optional or constant");
        yield return Body("SBE023", "<@field id='7' type='int8'/>", "<field> has no attribute 'name'; Field7 is taken");
        yield return Type("SBE023", "<enum name='F' encodingType='uint8'><@validValue>3</validValue></enum>",
            "<validValue> has no attribute 'name'; Value3 is taken");
        yield return Body("SBE024", "<field name='A' id='1' type='int8' offset='4' @alignment='8'/>",
            "The attribute 'alignment' of 'A' is ignored: the offset says where it stands");
        yield return Type("SBE024", "<type name='T' primitiveType='uint16' @byteOrder='bigEndian'/>",
            "The attribute 'byteOrder' of 'T' is ignored: all numbers have the order that messageSchema says");
        yield return Type("SBE024", "<composite name='C'><type name='T' primitiveType='uint16' @byteOrder='bigEndian'/></composite>",
            "The attribute 'byteOrder' of 'T' is ignored: all numbers have the order that messageSchema says");
        yield return Body("SBE024", "<field name='A' id='1' type='int16' @byteOrder='bigEndian'/>",
            "The attribute 'byteOrder' of 'A' is ignored: all numbers have the order that messageSchema says");
        yield return Body("SBE024", "<field name='A' @id='1a' type='int8'/>",
            "The attribute 'id' of 'A' is ignored: '1a' is no whole number from 0 to 2147483647");
        yield return Body("SBE024", "<field name='A' id='1' type='E' @valueRef='E.A'/>",
            "The attribute 'valueRef' of 'A' is ignored: its presence is not constant, so that the value is on the wire");
        yield return Body("SBE024", "<field name='A' id='1' type='K' @presence='optional'/>",
            "The attribute 'presence' of 'A' is ignored: its type is a constant");
        yield return Body("SBE026", "<field name='A' id='1' type='int8' @OffSet='4'/>", "'OffSet' is taken for 'offset'");
        yield return Body("SBE027", "<@field name='A' id='1' type='varText'/>",
            "The field 'A' cannot be of the variable-length type 'varText'; declare it as <data>, after fields and groups");
        yield return Body("SBE028", "<field name='A' id='1' type='Huge'/>", "The block of 'M' has more than 1048576 bytes; split it", atMessage: true);
        yield return Body("SBE029", "<@group name='G' id='1' blockLength='65536'/>",
            "The block length of 'G' is 65536, which the header's uint16 cannot hold; messages with it can be neither told apart nor written");
        yield return Body("SBE030", "<group name='G' id='1' @alignment='4'/>",
            "The alignment 4 of 'G' pads by its place in the buffer, which is not supported; use offset, blockLength or aligned fields");
        yield return Type("SBE031", "<type name='Two' primitiveType='char' length='2'/><@enum name='F' encodingType='Two'/>",
            "The values of 'F' have 2 characters; it is read as text");
        yield return Type("SBE032",
            "<enum name='F' encodingType='uint8'><validValue name='A'>1</validValue><@validValue name='B'> 1 </validValue></enum>",
            "The value 1 of 'B' is used before, by 'A'; both names stand for it", "B");
        yield return Body("SBE033", "<@data name='D' id='1' type='Bad'/>",
            "'Bad' needs 'varData' as its last member, after 'length', to serve as variable-length data");
        yield return Type("SBE034", "<composite name='C'><@data name='D' id='1' type='varText'/></composite>",
            "<data> cannot stand inside <composite>, and would shift what follows; move it into a message or group");
        yield return Type("SBE012", "<enum name='F' encodingType='uint8'><@validValue name='A'>300</validValue></enum>",
            "'300' is no value of uint8; the enum is read without it");
        yield return Type("SBE012", "<enum name='F' encodingType='char'><@validValue name='A'>AB</validValue></enum>",
            "'AB' is no value of char; the enum is read without it");
        yield return Type("SBE012", "<set name='S' encodingType='uint64'><@choice name='A'>64</choice></set>",
            "'64' is no value of a bit of uint64; the set is read without it");
        yield return Type("SBE035",
            "<composite name='groupSizeEncoding'><type name='blockLength' primitiveType='uint16'/>"
            + "<@type name='numInGroup' primitiveType='uint16' offset='1'/></composite>",
            "'numInGroup' starts at 1, inside of 'blockLength', which ends at 2: no sender can write both; mend the offset in 'groupSizeEncoding'",
            body: "<group name='G' id='1'/>");
        yield return Type("SBE035",
            "<composite name='messageHeader'><type name='blockLength' primitiveType='uint16' offset='4'/>"
            + "<@type name='templateId' primitiveType='uint32' offset='2'/></composite>",
            "'templateId' starts at 2, inside of 'blockLength', which ends at 6: no sender can write both; mend the offset in 'messageHeader'");
        yield return Type("SBE036", "<enum name='F' encodingType='uint8'><@validValue name='A'>255</validValue></enum>",
            "The value 255 of 'A' is the null value of 'F'; where a field is optional it reads as none");
        yield return Type("SBE026", "<type name='T' @primitiveType='UInt8'/>", "'UInt8' is taken for 'uint8'");
        yield return Body("SBE026", "<@field name='A' id='1' type='e'/>", "'e' is taken for 'E'");
        yield return Body("SBE026", "<@field name='A' id='1' type='INT64'/>", "'INT64' is taken for 'int64'");
    }

    [TestCaseSource(nameof(Breaches))]
    public void ABreachIsToldAtItsPlace(string id, string types, string members, string message)
    {
        string marked = TestSchemas.Of(types, $"<@message name='M' id='1'>{members}</message>");
        marked = members.Contains('@', StringComparison.Ordinal) || types.Contains('@', StringComparison.Ordinal)
            ? marked.Replace("<@message name='M'", "<message name='M'", StringComparison.Ordinal) : marked;
        string[] lines = marked.Split('\n');
        int line = Array.FindIndex(lines, static text => text.Contains('@', StringComparison.Ordinal));

        EquatableArray<SchemaDiagnostic> diagnostics = SchemaReader.Read(marked.Replace("@", "", StringComparison.Ordinal)).Diagnostics;

        SchemaDiagnostic fault = diagnostics.First(fault => fault.Rule.Id == id);
        Assert.That(fault.Message, Is.EqualTo(message));
        Assert.That((fault.Line, fault.Column), Is.EqualTo((line + 1, lines[line].IndexOf('@', StringComparison.Ordinal) + 1)));
        Assert.That(
            diagnostics.Where(static other => other.Rule.Severity == SchemaSeverity.Error).All(other => fault.Rule.Severity == SchemaSeverity.Error || other == fault),
            "a warning came with an error of another rule");
    }

    [TestCase("<message name='A' id='1'/><message name='B' id='1'/>",
        "The message id '1' is used before, by 'A'; messages of the id are taken for 'A'")]
    [TestCase("<message name='A' id='1'/><message name='A' id='2'/>",
        "The message name 'A' is used before, by 'A'; this one is read as 'A_2'")]
    [TestCase("<message name='A' id='1' blockLength='3'><field name='F' id='1' type='int32'/></message>",
        "The blockLength 3 of 'A' is shorter than its fields, which take 4 bytes; 4 is taken")]
    public void ABreachOfAMessageIsAWarning(string messages, string message)
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(TestSchemas.Of("", messages));

        Assert.That(diagnostics.Single().Message, Is.EqualTo(message));
        Assert.That(schema, Is.Not.Null);
    }

    [TestCase("<a>", "SBE001")]
    [TestCase("", "SBE001")]
    [TestCase("<other/>", "SBE002")]
    public void ATextThatIsNoSchemaIsTold(string xml, string id)
    {
        SchemaReading reading = SchemaReader.Read(xml);

        Assert.That(reading.Schema, Is.Null);
        Assert.That(reading.Diagnostics.Single().Rule.Id, Is.EqualTo(id));
    }

    [Test]
    public void ASchemaWithoutAHeaderHasTheUsualOne()
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read("<messageSchema id='1' version='0'/>");

        Assert.That(diagnostics.Single().ToString(), Is.EqualTo(
            "(1,2): SBE025: No type 'messageHeader' is declared; the usual header is taken: blockLength, templateId, schemaId, version, each uint16"));
        Assert.That(schema!.Header.Type.Size, Is.EqualTo(8));
        Assert.That(schema.Header.Version, Is.EqualTo(new HeaderMember(PrimitiveType.UInt16, 6)));
    }

    [Test]
    public void EveryRuleHasAnIdAndATextOfItsOwn()
    {
        List<SchemaRule> rules = typeof(SchemaRules).GetFields().Select(static field => (SchemaRule)field.GetValue(null)!).ToList();

        Assert.That(rules.Select(static rule => rule.Id), Is.Unique);
        Assert.That(rules.Select(static rule => rule.Title), Is.Unique);
        Assert.That(rules.Select(static rule => rule.Id), Is.EqualTo(Enumerable.Range(1, rules.Count).Select(static number => $"SBE{number:D3}")));
    }

    private static TestCaseData Type(string id, string types, string message, string? name = null, string body = "")
        => new TestCaseData(id, types, body, message).SetArgDisplayNames(id, name ?? types);

    private static TestCaseData Body(string id, string members, string message, bool atMessage = false)
        => new TestCaseData(
            id,
            Enum + "<type name='K' primitiveType='char' presence='constant'>k</type>"
                + "<type name='Big' primitiveType='char' length='1048576'/><composite name='Huge'>"
                + "<type name='a' primitiveType='char' length='1048575'/><type name='b' primitiveType='char'/></composite>"
                + "<composite name='Bad'><type name='varData' primitiveType='char' length='0'/><type name='length' primitiveType='uint8'/></composite>",
            atMessage ? "<field name='B' id='0' type='Big'/>" + members : members,
            message).SetArgDisplayNames(id, members);
}
