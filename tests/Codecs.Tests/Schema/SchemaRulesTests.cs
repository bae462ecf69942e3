using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

public sealed class SchemaRulesTests
{
    private const string Composite = "<composite name=\"C\"><type name=\"x\" primitiveType=\"uint8\"/></composite>";
    private const string Enum = "<enum name=\"E\" encodingType=\"uint8\"><validValue name=\"A\">1</validValue></enum>";

    [TestCase("SBE003", "<type name=\"T\"/>", "")]
    [TestCase("SBE004", "<type name=\"T\" primitiveType=\"char\" length=\"-1\"/>", "")]
    [TestCase("SBE005", "<type name=\"T\" primitiveType=\"int24\"/>", "")]
    [TestCase("SBE005", "", "<field name=\"A\" id=\"1\" type=\"Missing\"/>")]
    [TestCase("SBE006", Composite + Composite, "")]
    [TestCase("SBE008", "", "<field name=\"A\" id=\"1\" type=\"int8\"/><field name=\"A\" id=\"2\" type=\"int8\"/>")]
    [TestCase("SBE009", "", "<field name=\"A\" id=\"1\" type=\"int8\"/><field name=\"B\" id=\"1\" type=\"int8\"/>")]
    [TestCase("SBE010", "", "<field name=\"A\" id=\"1\" type=\"int32\"/><field name=\"B\" id=\"2\" type=\"int8\" offset=\"3\"/>")]
    [TestCase("SBE012", "<type name=\"T\" primitiveType=\"uint8\" presence=\"optional\" nullValue=\"256\"/>", "")]
    [TestCase("SBE012", "<set name=\"S\" encodingType=\"uint8\"><choice name=\"A\">8</choice></set>", "")]
    [TestCase("SBE012", "<enum name=\"F\" encodingType=\"uint8\"><validValue name=\"A\">-1</validValue></enum>", "")]
    [TestCase("SBE013", "<type name=\"T\" primitiveType=\"uint8\" presence=\"constant\"/>", "")]
    [TestCase("SBE014", Enum, "<field name=\"A\" id=\"1\" type=\"E\" presence=\"constant\" valueRef=\"E.B\"/>")]
    [TestCase("SBE015", "<set name=\"S\" encodingType=\"double\"/>", "")]
    [TestCase("SBE016", "<composite name=\"R\"><ref name=\"x\" type=\"R\"/></composite>", "")]
    [TestCase("SBE017", Composite, "<group name=\"G\" id=\"1\" dimensionType=\"C\"/>")]
    [TestCase("SBE018", "", "<group name=\"G\" id=\"1\"/><field name=\"A\" id=\"2\" type=\"int8\"/>")]
    [TestCase("SBE019", "", "<field name=\"A\" id=\"1\" type=\"int8\" sinceVersion=\"4\"/>")]
    [TestCase("SBE021", "<type name=\"T\" primitiveType=\"int8\" presence=\"sometimes\"/>", "")]
    public void ABreachIsTold(string id, string types, string members)
    {
        var diagnostics = SchemaReader.Read(TestSchemas.Of(types, $"<message name=\"M\" id=\"1\">{members}</message>")).Diagnostics;

        Assert.That(diagnostics.Select(static diagnostic => diagnostic.Rule.Id), Has.Member(id));
        Assert.That(diagnostics.Select(static diagnostic => Math.Min(diagnostic.Line, diagnostic.Column)), Is.All.Positive);
    }

    [Test]
    public void ABlockShorterThanItsFieldsIsTold()
        => Assert.That(
            Ids("<message name=\"M\" id=\"1\" blockLength=\"3\"><field name=\"A\" id=\"1\" type=\"int32\"/></message>"),
                Is.EqualTo(["SBE011"]));

    [TestCase("<message name=\"A\" id=\"1\"/><message name=\"B\" id=\"1\"/>")]
    [TestCase("<message name=\"A\" id=\"1\"/><message name=\"A\" id=\"2\"/>")]
    public void AMessageNamedOrNumberedTwiceIsTold(string messages) => Assert.That(Ids(messages), Is.EqualTo(["SBE007"]));

    [TestCase("<a>", "SBE001")]
    [TestCase("", "SBE001")]
    [TestCase("<other/>", "SBE002")]
    public void ATextThatIsNoSchemaIsTold(string xml, string id)
    {
        var reading = SchemaReader.Read(xml);

        Assert.That(reading.Schema, Is.Null);
        Assert.That(reading.Diagnostics.Single().Rule.Id, Is.EqualTo(id));
    }

    [Test]
    public void AWarningKeepsTheModelAndAnErrorDoesNot()
    {
        Assert.That(SchemaReader.Read(TestSchemas.Of("", "<message name=\"M\" id=\"1\" sinceVersion=\"9\"/>")).Schema, Is.Not.Null);
        Assert.That(SchemaReader.Read(TestSchemas.Of("<type name=\"T\"/>", "")).Schema, Is.Null);
    }

    private static string[] Ids(string messages)
        => [.. SchemaReader.Read(TestSchemas.Of("", messages)).Diagnostics.Select(static diagnostic => diagnostic.Rule.Id)];
}
