using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

/// <summary>Document types, entities and prefixes: what XML brings along and schemas do not need.</summary>
public sealed class SchemaDocumentTypeTests
{
    private const string Message = "<message name=\"M\" id=\"1\"/>";

    [TestCase("<!DOCTYPE xml>")]
    [TestCase("<!DOCTYPE messageSchema SYSTEM \"nowhere.dtd\">")]
    [TestCase("<!DOCTYPE s PUBLIC \"-//X//DTD S//EN\" \"http://localhost:1/s.dtd\" [<!ELEMENT a (b)>]>")]
    [TestCase("<!DOCTYPE s [<!ENTITY % more SYSTEM \"file:///etc/hostname\"> %more;]>")]
    [TestCase("<!DOCTYPE s [<!ENTITY broken>]>")]
    public void ADocumentTypeIsPassedOver(string documentType)
    {
        SchemaReading reading = SchemaReader.Read(documentType + TestSchemas.Of("", Message));

        Assert.That(reading.Diagnostics, Is.Empty);
        Assert.That(reading.Schema!.Messages, Has.Count.EqualTo(1));
    }

    [Test]
    public void AnEntityOfTheFileIsExpanded()
    {
        string xml = "<!DOCTYPE s [<!ENTITY order 'NewOrder'>]>" + TestSchemas.Of("", "<message name=\"&order;Single\" id=\"1\"/>");

        Assert.That(SchemaReader.Read(xml).Schema!.Messages[0].Name, Is.EqualTo("NewOrderSingle"));
    }

    [Test]
    public void NothingOutsideTheFileIsFetched()
    {
        string xml = "<!DOCTYPE s [<!ENTITY secret SYSTEM 'file:///etc/hostname'>]>"
            + TestSchemas.Of("<type name=\"T\" primitiveType=\"char\" length=\"8\" presence=\"constant\">a&secret;b</type>", Message);

        Assert.That(SchemaReader.Read(xml).Schema!.EncodedTypes.Select(static type => type.Constant?.Text), Is.EqualTo(new[] { "ab" }));
    }

    [Test]
    public void EntitiesDoNotGrowWithoutEnd()
    {
        string entities = string.Concat(Enumerable.Range(1, 30).Select(
            static level => $"<!ENTITY e{level} \"{string.Concat(Enumerable.Repeat($"&e{level - 1};", 10))}\">"));
        string xml = $"<!DOCTYPE s [<!ENTITY e0 \"aaaaaaaaaa\">{entities}]>" + TestSchemas.Of("", "<message name=\"&e30;\" id=\"1\"/>");

        SchemaDiagnostic fault = SchemaReader.Read(xml).Diagnostics.Single();

        Assert.That(fault.Rule.Id, Is.EqualTo("SBE001"));
    }

    [Test]
    public void APrefixNeedsNoDeclaration()
    {
        string xml = TestSchemas.Of("", "<fix:message xmlns:fix=\"urn:fix\" name=\"A\" id=\"1\"/><other:message name=\"B\" id=\"2\"/>")
            .Replace(" xmlns:sbe=\"http://fixprotocol.io/2016/sbe\"", "", StringComparison.Ordinal);

        Assert.That(SchemaReader.Read(xml).Diagnostics, Is.Empty);
        Assert.That(SchemaReader.Read(xml).Schema!.Messages.Select(static message => message.Name), Is.EqualTo(["A", "B"]));
    }
}
