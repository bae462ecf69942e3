using System.Text;
using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

public sealed class SchemaTextTests
{
    private static readonly Encoding Latin1 = Encoding.Latin1;

    public static IEnumerable<TestCaseData> Encodings()
    {
        foreach (string? name in new[] { "utf-8", "utf-16", "utf-16BE", "utf-32" })
        {
            yield return new TestCaseData(name, true).SetArgDisplayNames(name, "mark");
            if (name != "utf-32")
                yield return new TestCaseData(name, false).SetArgDisplayNames(name, "no mark");
        }
    }

    [TestCaseSource(nameof(Encodings))]
    public void AFileIsReadInItsEncoding(string name, bool hasMark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        string xml = $"<?xml version=\"1.0\" encoding=\"{name}\"?>\n" + Described("größer");

        Assert.That(DescriptionOf([.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(xml)]), Is.EqualTo("größer"));
    }

    [TestCase("ISO-8859-1")]
    [TestCase("iso-8859-15")]
    [TestCase("windows-1252")]
    public void ADeclaredEncodingOfOneByteIsTaken(string name)
        => Assert.That(
            DescriptionOf(Latin1.GetBytes($"<?xml version='1.0' encoding='{name}'?>" + Described("größer"))), Is.EqualTo("größer"));

    [Test]
    public void BytesThatAreNoTextAreReplacedAndTheRestIsRead()
        => Assert.That(DescriptionOf(Latin1.GetBytes(Described("1½ lots"))), Is.EqualTo("1\uFFFD lots"));

    [TestCase("\uFEFF<?xml version=\"1.0\"?>")]
    [TestCase("\n\n  <?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n")]
    [TestCase("<?xml version=\"1.1\"?>")]
    [TestCase("<?xml\nversion='1.0'\nencoding='no such encoding'?>")]
    public void WhatStandsBeforeTheRootDoesNotMatter(string head)
    {
        SchemaDiagnostic fault = SchemaReader.Read(head + Described("x").Replace("uint8", "int24", StringComparison.Ordinal)).Diagnostics.Single();
        string[] lines = head.Split('\n');

        Assert.That(SchemaReader.Read(head + Described("x")).Diagnostics, Is.Empty);
        Assert.That(fault.Line, Is.EqualTo(lines.Length + LineOfField));
    }

    [Test]
    public void ControlCharactersAndHalvesOfSurrogatesDoNotStopTheReading()
        => Assert.That(
            SchemaReader.Read(Described("a\u0001b\uD800c\uFFFFd\U0001F600e") + "\u001A\0").Schema!.Description,
            Is.EqualTo("a b\uFFFDc\uFFFDd\U0001F600e"));

    private const int LineOfField = 3;

    private static string Described(string description)
        => $"""
        <messageSchema package="p" id="1" version="0" description="{description}">
        <types><composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
        <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/></composite></types>
        <message name="M" id="1"><field name="F" id="1" type="uint8"/></message></messageSchema>
        """;

    private static string DescriptionOf(byte[] bytes)
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(SchemaText.Decode(bytes));
        Assert.That(diagnostics, Is.Empty);
        return schema!.Description;
    }
}
