using FeedHandler.Codecs.Schema;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Schema;

/// <summary>The schemas of real venues, read from their files.</summary>
public sealed class SharedReadingTests
{
    [Test]
    public void EverySchemaIsReadWithoutAFinding()
    {
        foreach (string path in Directory.GetFiles(Require.Shared("schemas"), "*.xml", SearchOption.AllDirectories))
        {
            (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaFileReader.Read(path);

            Assert.That(diagnostics, Is.Empty, path);
            Assert.That(schema!.Messages, Is.Not.Empty, path);
            Assert.That(schema.Types.Select(static type => type.Key), Is.Unique, path);
            Assert.That(schema, Is.EqualTo(SchemaFileReader.Read(path).Schema), path);
        }
    }
}
