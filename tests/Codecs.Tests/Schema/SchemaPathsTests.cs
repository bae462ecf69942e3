using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Schema;

public sealed class SchemaPathsTests
{
    [TestCase("/a/b/schema.xml", "types.xml", "/a/b/types.xml")]
    [TestCase("/a/b/schema.xml", "./x/types.xml", "/a/b/x/types.xml")]
    [TestCase("/a/b/schema.xml", "../types.xml", "/a/types.xml")]
    [TestCase("/a/schema.xml", "../../../types.xml", "/types.xml")]
    [TestCase("schema.xml", "../types.xml", "../types.xml")]
    [TestCase("../schema.xml", "../types.xml", "../../types.xml")]
    [TestCase("C:\\a\\schema.xml", "x\\types.xml", "C:/a/x/types.xml")]
    [TestCase("C:\\a\\schema.xml", "D:/types.xml", "D:/types.xml")]
    [TestCase("/a/schema.xml", "/b/types.xml", "/b/types.xml")]
    [TestCase("/a/schema.xml", "file:///b/types.xml", "/b/types.xml")]
    [TestCase("/a/schema.xml", "file:///C:/b/types.xml", "C:/b/types.xml")]
    [TestCase("/a/schema.xml", "file://host/b/types.xml", "/b/types.xml")]
    [TestCase("/a/schema.xml", "file:types.xml", "/a/types.xml")]
    [TestCase("/a/schema.xml", " my%20types.xml ", "/a/my types.xml")]
    [TestCase("/a/schema.xml", "common/", "/a/common/")]
    [TestCase("/a/common/", "types.xml", "/a/common/types.xml")]
    [TestCase("", "", "")]
    public void AReferenceLeadsFromItsHolder(string from, string reference, string path)
        => Assert.That(SchemaPaths.Combine(from, reference), Is.EqualTo(path));
}
