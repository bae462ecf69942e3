using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

public sealed class SchemaFileReaderTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("schemas").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void FilesBesideTheSchemaAreIncluded()
    {
        const string Include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"common/types.xml\"/>";
        Directory.CreateDirectory(Path.Combine(_folder, "common"));
        string path = Path.Combine(_folder, "schema.xml");
        File.WriteAllText(path, TestSchemas.Of(Include, "<message name=\"M\" id=\"1\"><field name=\"F\" id=\"1\" type=\"T\"/></message>"));
        File.WriteAllText(Path.Combine(_folder, "common", "types.xml"), "<types><type name=\"T\" primitiveType=\"int32\"/></types>");

        Assert.That(SchemaFileReader.Read(path).Schema!.Messages[0].Block.BlockLength, Is.EqualTo(4));

        File.Delete(Path.Combine(_folder, "common", "types.xml"));
        Assert.That(SchemaFileReader.Read(path).Diagnostics.Select(static fault => fault.Rule.Id), Is.EqualTo(["SBE022", "SBE005"]));
    }

    [TestCase("../types.xml")]
    [TestCase("{0}/types.xml")]
    [TestCase("link.xml")]
    [TestCase("linked/types.xml")]
    [TestCase("%2E%2E/types.xml")]
    public void WhatLiesOutsideOfTheSchemasFolderIsNotIncluded(string href)
    {
        string inner = Path.Combine(_folder, "schema");
        Directory.CreateDirectory(inner);
        File.WriteAllText(Path.Combine(_folder, "types.xml"), "<types><type name=\"T\" primitiveType=\"int32\"/></types>");
        File.CreateSymbolicLink(Path.Combine(inner, "link.xml"), "../types.xml");
        Directory.CreateSymbolicLink(Path.Combine(inner, "linked"), _folder);
        string path = Path.Combine(inner, "schema.xml");
        string place = string.Format(System.Globalization.CultureInfo.InvariantCulture, href, _folder);
        string include = $"<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{place}\"><xi:fallback/></xi:include>";
        File.WriteAllText(path, TestSchemas.Of(include, ""));

        Assert.That(() => SchemaFileReader.Read(path), Throws.InstanceOf<IOException>().With.Message.StartsWith(path).And.Message.Contains("outside of the schema's"));
    }

    [Test]
    public void LinksWithinTheFolderAreFollowed()
    {
        string path = Path.Combine(_folder, "schema.xml");
        File.WriteAllText(Path.Combine(_folder, "types.xml"), "<types><type name=\"T\" primitiveType=\"int32\"/></types>");
        File.CreateSymbolicLink(Path.Combine(_folder, "link.xml"), "types.xml");
        File.WriteAllText(path, TestSchemas.Of(
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"link.xml\"/>",
            "<message name=\"M\" id=\"1\"><field name=\"F\" id=\"1\" type=\"T\"/></message>"));

        Assert.That(SchemaFileReader.Read(path).Schema!.Messages[0].Block.BlockLength, Is.EqualTo(4));
        Assert.That(() => SchemaFileReader.Read(path, static _ => "is a pipe", static file => file), Throws.InstanceOf<IOException>().With.Message.Contains("which is a pipe"));
    }

    [Test]
    public void AFileThatIsNotThereIsAnException()
        => Assert.That(() => SchemaFileReader.Read(Path.Combine(_folder, "gone.xml")), Throws.InstanceOf<IOException>());
}
