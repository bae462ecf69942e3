using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

public sealed class SchemaIncludeTests
{
    private const string Xi = "xmlns:xi=\"http://www.w3.org/2001/XInclude\"";
    private const string Price = "<composite name=\"Price\"><type name=\"mantissa\" primitiveType=\"int64\"/></composite>";
    private const string Message = "<message name=\"M\" id=\"1\"><field name=\"F\" id=\"1\" type=\"Price\"/></message>";

    private static SchemaReading Read(string xml, params (string Path, string Xml)[] files)
        => SchemaReader.Read(
            xml, "/venue/schema.xml", path => files.Where(file => file.Path == path).Select(static file => file.Xml).FirstOrDefault());

    private static string Include(string href) => $"<xi:include {Xi} href=\"{href}\"/>";

    private static void AssertHasPrice(SchemaReading reading)
    {
        Assert.That(reading.Diagnostics, Is.Empty);
        Assert.That(reading.Schema!.Messages[0].Block.Fields[0].Size, Is.EqualTo(8));
    }

    [TestCase("<types>" + Price + "</types>")]
    [TestCase(Price)]
    [TestCase("<sbe:types xmlns:sbe='urn:x'>" + Price + "</sbe:types>")]
    [TestCase("<messageSchema package='other' id='9' version='9'><types>" + Price + "</types></messageSchema>")]
    [TestCase("<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE types>\n<types>" + Price + "</types>")]
    public void AnIncludedFileStandsWhereItIsNamed(string included)
    {
        AssertHasPrice(Read(TestSchemas.Of(Include("types.xml"), Message), ("/venue/types.xml", included)));
        AssertHasPrice(Read(TestSchemas.Of("", Include("types.xml") + Message), ("/venue/types.xml", included)));
    }

    [Test]
    public void MessagesAreIncludedToo()
    {
        SchemaReading reading = Read(
            TestSchemas.Of(Price, Include("a.xml") + Include("b.xml")),
            ("/venue/a.xml", $"<messages package=\"of.a\">{Message}</messages>"),
            ("/venue/b.xml", "<message name=\"N\" id=\"2\"/>"));

        Assert.That(reading.Diagnostics, Is.Empty);
        Assert.That(
            reading.Schema!.Messages.Select(static message => (message.Name, message.Package)), Is.EqualTo([("M", "of.a"), ("N", "test")]));
    }

    [Test]
    public void AFilesReferencesStartFromThatFile()
        => AssertHasPrice(Read(
            TestSchemas.Of(Include("common/types.xml"), Message),
            ("/venue/common/types.xml", $"<types>{Include("../shared/price.xml")}</types>"),
            ("/venue/shared/price.xml", Price)));

    [Test]
    public void ABaseMovesTheStartOfReferences()
        => AssertHasPrice(Read(
            TestSchemas.Of($"<xi:include {Xi} xml:base=\"common/\" href=\"types.xml\"/>", Message)
                .Replace("<types>", "<types xml:base=\"all/\">", StringComparison.Ordinal),
            ("/venue/all/common/types.xml", Price)));

    [Test]
    public void AFallbackStandsInForAFileThatIsNotThere()
        => AssertHasPrice(Read(TestSchemas.Of(
            $"<xi:include {Xi} href=\"a.xml\"><xi:fallback><xi:include href=\"b.xml\"><xi:fallback>{Price}</xi:fallback></xi:include></xi:fallback></xi:include>",
            Message)));

    [Test]
    public void AFallbackIsNotReadWhenTheFileIsThere()
        => AssertHasPrice(Read(
            TestSchemas.Of($"<xi:include {Xi} href=\"a.xml\"><xi:fallback><type name=\"Broken\"/></xi:fallback></xi:include>", Message),
            ("/venue/a.xml", Price)));

    [Test]
    public void TextIsIncludedAsText()
    {
        string type = "<type name=\"T\" primitiveType=\"char\" presence=\"constant\" length=\"4\">"
            + $"<xi:include {Xi} href=\"mic.txt\" parse=\"text\"/></type>";

        SbeSchema schema = Read(TestSchemas.Of(type, ""), ("/venue/mic.txt", "XNAS\n")).Schema!;

        Assert.That(schema.EncodedTypes.Single(static type => type.Name == "T").Constant!.Text, Is.EqualTo("XNAS"));
    }

    [Test]
    public void APrefixOfXIncludeNeedsNoDeclaration()
        => AssertHasPrice(Read(TestSchemas.Of("<xi:include href=\"a.xml\"/>", Message), ("/venue/a.xml", Price)));

    [Test]
    public void AFileIncludedTwiceIsNoDuplicate()
        => AssertHasPrice(Read(TestSchemas.Of(Include("a.xml") + Include("./a.xml"), Message), ("/venue/a.xml", Price)));

    [Test]
    public void AMissingFileIsToldWithItsNameAndPlace()
    {
        SchemaDiagnostic fault = Read(TestSchemas.Of("\n  " + Include("gone/types.xml"), "")).Diagnostics.Single();

        Assert.That(fault.Rule.Id, Is.EqualTo("SBE022"));
        Assert.That((fault.Line, fault.Column), Is.EqualTo((TestSchemas.TypesLine + 1, 4)));
        Assert.That(fault.Message, Does.Contain("'gone/types.xml'").And.Contain("'/venue/gone/types.xml'").And.Contain("SbeInclude"));
    }

    [Test]
    public void AFaultInAnIncludedFileIsToldThere()
    {
        SchemaDiagnostic fault = Read(
            TestSchemas.Of(Include("a.xml"), ""), ("/venue/a.xml", "<types>\n  <type name=\"T\" primitiveType=\"int24\"/></types>")).Diagnostics.Single();

        Assert.That(fault.ToString(), Does.StartWith("/venue/a.xml(2,18): SBE005: "));
    }

    [Test]
    public void AnIncludedFileThatIsNoXmlIsToldThere()
        => Assert.That(
            Read(TestSchemas.Of(Include("a.xml"), ""), ("/venue/a.xml", "<types>\n<")).Diagnostics.Single().ToString(),
            Does.StartWith("/venue/a.xml(2,2): SBE001: "));

    [TestCase("schema.xml")]
    [TestCase("a.xml")]
    public void AFileThatIncludesItselfIsTold(string again)
    {
        SchemaDiagnostic fault = Read(TestSchemas.Of(Include("a.xml"), ""), ("/venue/a.xml", $"<types>{Include(again)}</types>")).Diagnostics.Single();

        Assert.That(fault.Message, Is.EqualTo($"'{again}' cannot be included: it includes itself; remove one of the two includes"));
        Assert.That(fault.Path, Is.EqualTo("/venue/a.xml"));
    }

    [Test]
    public void FilesThatIncludeWithoutEndAreStopped()
    {
        SchemaReading reading = SchemaReader.Read(
            TestSchemas.Of(Include("x.xml"), ""),
            "/schema.xml",
            static path => $"<types>{Include("x" + path.Length + "/y.xml")}{Include("y" + path.Length + "/y.xml")}</types>");

        Assert.That(reading.Diagnostics.Select(static fault => fault.Rule.Id).Distinct(), Is.EqualTo(["SBE022"]));
    }

    [TestCase("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"a.xml\" xpointer=\"element(/1/2)\"/>")]
    [TestCase("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\"/>")]
    public void APartOfAFileCannotBeIncluded(string include)
        => Assert.That(
            Read(TestSchemas.Of(include, ""), ("/venue/a.xml", Price)).Diagnostics.Single().Message, Does.EndWith("include a whole file by its path"));
}
