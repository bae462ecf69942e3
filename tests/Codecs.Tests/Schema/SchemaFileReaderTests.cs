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
        var path = Path.Combine(_folder, "schema.xml");
        File.WriteAllText(path, TestSchemas.Of(Include, "<message name=\"M\" id=\"1\"><field name=\"F\" id=\"1\" type=\"T\"/></message>"));
        File.WriteAllText(Path.Combine(_folder, "common", "types.xml"), "<types><type name=\"T\" primitiveType=\"int32\"/></types>");

        Assert.That(SchemaFileReader.Read(path).Schema!.Messages[0].Block.BlockLength, Is.EqualTo(4));

        File.Delete(Path.Combine(_folder, "common", "types.xml"));
        Assert.That(SchemaFileReader.Read(path).Diagnostics.Select(static fault => fault.Rule.Id), Is.EqualTo(["SBE022", "SBE005"]));
    }

    [Test]
    public void AFileThatIsNotThereIsAnException()
        => Assert.That(() => SchemaFileReader.Read(Path.Combine(_folder, "gone.xml")), Throws.InstanceOf<IOException>());
}
