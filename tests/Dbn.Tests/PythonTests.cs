using System.Text.Json;
using FeedHandler.Dbn.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Dbn.Tests;

/// <summary>Rule: an implementation of the specification in Python, which shares nothing with ours, reads what we write and writes what we read, field by
/// field.</summary>
public sealed class PythonTests
{
    private static readonly string Script = Repository.PathOf("tests/Dbn.Tests/Python/dbn.py");
    private string _folder = "";

    private string File => Path.Combine(_folder, "records.dbn");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dbn").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(1, 1)] // of odd seeds records have a time of sending
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    public void WeReadWhatPythonWrites(int version, int seed)
    {
        JsonElement[] lines = Run("write", File, $"{version}", $"{seed}");

        using DbnReader reader = DbnReader.Open(File);
        Assert.That(MetadataJson.Of(reader.Metadata!), Is.EqualTo(lines[0].GetRawText()));
        foreach (JsonElement line in lines[1..])
        {
            Assert.That(reader.TryRead(out DbnRecord record), Is.True);
            Assert.That(RecordForms.Of(record).FieldsOf(record), Is.EquivalentTo(RecordFields.Of(line)), $"{record.Type}");
        }

        Assert.That(reader.TryRead(out _), Is.False);
        Assert.That((reader.IsCutOff, reader.UnknownCount, reader.RecordCount), Is.EqualTo((false, 0L, lines.Length - 1L)));
    }

    [TestCase((byte)1, true)]
    [TestCase((byte)2, false)]
    [TestCase((byte)3, false)]
    public void PythonReadsWhatWeWrite(byte version, bool hasTsOut)
    {
        Random random = new(version);
        DbnMetadata metadata = Samples.Metadata(version) with { HasTsOut = hasTsOut };
        using (DbnWriter writer = new(System.IO.File.Create(File), metadata))
        {
            for (int round = 0; round < 3; round++)
            {
                foreach ((DbnRecordType type, RecordForm form) in RecordForms.Of(version)) form.WriteRandom(writer, type, random);
            }
        }

        JsonElement[] lines = Run("read", File);
        Assert.That(lines[0].GetRawText(), Is.EqualTo(MetadataJson.Of(metadata)));
        using DbnReader reader = DbnReader.Open(File);
        foreach (JsonElement line in lines[1..])
        {
            Assert.That(reader.TryRead(out DbnRecord record), Is.True);
            Assert.That(RecordFields.Of(line), Is.EquivalentTo(RecordForms.Of(record).FieldsOf(record)), $"{record.Type}");
        }

        Assert.That(lines, Has.Length.EqualTo(1 + (3 * RecordForms.Of(version).Count())));
    }

    private static JsonElement[] Run(params string[] arguments) =>
        [.. CHeaders.Run(Require.Tool("python3"), [Script, .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line))];
}
