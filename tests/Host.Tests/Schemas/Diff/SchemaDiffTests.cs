using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Schema.Diff;

namespace FeedHandler.Host.Tests.Schemas.Diff;

/// <summary>One change at a time, from a schema of everything: what it is called, and whether it breaks.</summary>
public sealed class SchemaDiffTests
{
    private const string Whole = """
        <messageSchema package="test.venue" id="9" version="2">
          <types>
            <composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/></composite>
            <composite name="groupSizeEncoding"><type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint16"/></composite>
            <composite name="text"><type name="length" primitiveType="uint8"/><type name="varData" primitiveType="char" length="0"/></composite>
            <composite name="Price"><type name="mantissa" primitiveType="int64"/>
              <type name="exponent" primitiveType="int8" presence="constant">-9</type></composite>
            <type name="Quantity" primitiveType="int32" presence="optional" nullValue="0"/>
            <enum name="Side" encodingType="uint8"><validValue name="Buy">1</validValue><validValue name="Sell">2</validValue></enum>
            <set name="Flags" encodingType="uint8"><choice name="Last">0</choice></set>
          </types>
          <message name="Quote" id="1">
            <field name="instrument" id="1" type="int32"/><field name="quantity" id="2" type="Quantity"/><field name="side" id="3" type="Side"/>
            <field name="flags" id="4" type="Flags"/>
            <group name="levels" id="5"><field name="price" id="6" type="Price"/></group>
            <data name="note" id="7" type="text"/>
          </message>
          <message name="Plain" id="2"><field name="time" id="8" type="uint64"/></message>
        </messageSchema>
        """;

    private const string EndOfQuote = "<field name=\"flags\" id=\"4\" type=\"Flags\"/>";
    private const string EndOfPlain = "type=\"uint64\"/>";
    private const string Added = "<field name=\"added\" id=\"20\" type=\"int16\" sinceVersion=\"3\"/>";
    private const string AddedGroup = "<group name=\"more\" id=\"30\" sinceVersion=\"3\"><field name=\"one\" id=\"31\" type=\"int8\"/></group>";

    [TestCase(EndOfQuote, EndOfQuote + Added, "field Quote.added added", false)]
    [TestCase(EndOfQuote, EndOfQuote + "<field name=\"added\" id=\"20\" type=\"int16\"/>", "field Quote.added added", true)]
    [TestCase("<field name=\"side\"", Added + "<field name=\"side\"", "field Quote.added added", true)]
    [TestCase("<field name=\"side\"", Added + "<field name=\"side\"", "field Quote.side offset", true)]
    [TestCase(EndOfQuote, "", "field Quote.flags removed", true)]
    [TestCase("name=\"instrument\"", "name=\"security\"", "field Quote.security renamed", false)]
    [TestCase("id=\"1\" type=\"int32\"", "id=\"1\" type=\"uint32\"", "field Quote.instrument type", true)]
    [TestCase("id=\"1\" type=\"int32\"", "id=\"1\" type=\"int64\"", "field Quote.instrument size", true)]
    [TestCase("id=\"1\" type=\"int32\"", "id=\"99\" type=\"int32\"", "field Quote.instrument id", false)]
    [TestCase("id=\"1\" type=\"int32\"", "id=\"1\" type=\"int32\" presence=\"optional\"", "field Quote.instrument presence", true)]
    [TestCase("id=\"1\" type=\"int32\"", "id=\"1\" type=\"int32\" deprecated=\"3\"", "field Quote.instrument deprecated", false)]
    [TestCase("nullValue=\"0\"", "nullValue=\"-1\"", "field Quote.quantity null", true)]
    [TestCase(">-9<", ">-7<", "member Price.exponent constant", true)]
    [TestCase("name=\"mantissa\" primitiveType=\"int64\"", "name=\"mantissa\" primitiveType=\"int32\"", "member Price.mantissa encoding", true)]
    [TestCase("<validValue name=\"Sell\">2</validValue>", "<validValue name=\"Sell\">2</validValue><validValue name=\"Cross\">3</validValue>", "value Side.Cross added", false)]
    [TestCase("<validValue name=\"Sell\">2</validValue>", "", "value Side.Sell removed", true)]
    [TestCase("name=\"Sell\">2", "name=\"Sell\">3", "value Side.Sell value", true)]
    [TestCase("name=\"Sell\">2", "name=\"Ask\">2", "value Side.Ask renamed", false)]
    [TestCase("name=\"Last\">0</choice>", "name=\"Last\">0</choice><choice name=\"First\">1</choice>", "choice Flags.First added", false)]
    [TestCase("name=\"Last\">0", "name=\"Last\">4", "choice Flags.Last value", true)]
    [TestCase("<data name=\"note\"", AddedGroup + "<data name=\"note\"", "group Quote.more added", true)]
    [TestCase(EndOfPlain, EndOfPlain + AddedGroup, "group Plain.more added", false)]
    [TestCase("type=\"Price\"/></group>", "type=\"Price\"/>" + AddedGroup + "</group>", "group Quote.levels.more added", true)]
    [TestCase("type=\"Price\"/></group>", "type=\"Price\"/>" + Added + "</group>", "field Quote.levels.added added", false)]
    [TestCase("<group name=\"levels\" id=\"5\">", AddedGroup + "<group name=\"levels\" id=\"5\">", "group Quote.more added", true)]
    [TestCase("name=\"numInGroup\" primitiveType=\"uint16\"", "name=\"numInGroup\" primitiveType=\"uint8\"", "dimension Quote.levels layout", true)]
    [TestCase("id=\"7\" type=\"text\"/>", "id=\"7\" type=\"text\"/><data name=\"more\" id=\"40\" type=\"text\" sinceVersion=\"3\"/>", "data Quote.more added", false)]
    [TestCase("<data name=\"note\" id=\"7\" type=\"text\"/>", "", "data Quote.note removed", true)]
    [TestCase("name=\"length\" primitiveType=\"uint8\"", "name=\"length\" primitiveType=\"uint16\"", "data Quote.note length", true)]
    [TestCase("<message name=\"Plain\" id=\"2\">", "<message name=\"Other\" id=\"3\"/><message name=\"Plain\" id=\"2\">", "message Other added", false)]
    [TestCase("name=\"Plain\"", "name=\"Clock\"", "message Clock renamed", false)]
    [TestCase("name=\"Plain\" id=\"2\"", "name=\"Plain\" id=\"7\"", "message Plain removed", true)]
    [TestCase("<message name=\"Plain\" id=\"2\">", "<message name=\"Plain\" id=\"2\" blockLength=\"12\">", "block Plain blockLength", false)]
    [TestCase("version=\"3\">", "version=\"3\" byteOrder=\"bigEndian\">", "schema test.venue byteOrder", true)]
    [TestCase("name=\"version\" primitiveType=\"uint16\"", "name=\"version\" primitiveType=\"uint8\"", "header messageHeader layout", true)]
    [TestCase("id=\"9\"", "id=\"10\"", "schema test.venue id", true)]
    public void AChangeIsNamedAndJudged(string from, string to, string expected, bool isBreaking)
    {
        string after = Whole.Replace("version=\"2\">", "version=\"3\">", StringComparison.Ordinal);
        Assert.That(after, Does.Contain(from));

        IReadOnlyList<SchemaChange> changes = SchemaDiff.Of(Read(Whole), Read(after.Replace(from, to, StringComparison.Ordinal)), "Venue");

        SchemaChange? change = changes.FirstOrDefault(change => $"{change.Element} {change.Path} {change.What}" == expected);
        Assert.That(change, Is.Not.Null, string.Join('\n', changes));
        Assert.That(change!.IsBreaking, Is.EqualTo(isBreaking), change.Reason);
        Assert.That(isBreaking || changes.All(static one => !one.IsBreaking), string.Join('\n', changes));
        Assert.That(change.Reason, Is.Not.Empty);
    }

    [Test]
    public void TheSameSchemaHasNoChange() => Assert.That(SchemaDiff.Of(Read(Whole), Read(Whole), "Venue"), Is.Empty);

    [Test]
    public void AChangeWithoutANewVersionIsBreaking()
    {
        string after = Whole.Replace("name=\"Plain\"", "name=\"Clock\"", StringComparison.Ordinal);

        IReadOnlyList<SchemaChange> changes = SchemaDiff.Of(Read(Whole), Read(after), "Venue");

        Assert.That(changes[0].What, Is.EqualTo("version"));
        Assert.That(changes[0].IsBreaking);
    }

    [Test]
    public void GeneratedMembersOfBothVersionsAreTold()
    {
        string after = Whole.Replace("version=\"2\">", "version=\"3\">", StringComparison.Ordinal).Replace("\"price\"", "\"level\"", StringComparison.Ordinal);

        SchemaChange change = SchemaDiff.Of(Read(Whole), Read(after), "Venue").Single(static change => change.Element == "field");

        Assert.That(change.Generated, Is.SupersetOf((string[])[
            "Quote.LevelsEntry.Price", "Quote.LevelsEntry.Level",
            "QuoteEncoder.LevelsEntryEncoder.PriceMantissa", "QuoteEncoder.LevelsEntryEncoder.LevelMantissa"]));
    }

    private static SbeSchema Read(string xml)
    {
        SchemaReading reading = SchemaReader.Read(xml);
        return reading.Schema ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }
}
