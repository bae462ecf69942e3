using FeedHandler.Codecs.Schema;
using FeedHandler.Tests.Support;
using NUnit.Framework;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>What the generator is told about the CME schema has to be what the independent reading says.</summary>
[TestFixture]
internal sealed class SchemaReadingTests
{
    private readonly string _path = Repository.PathOf("Codecs/Schemas/cme-mdp3.xml");

    [Test]
    public void TheSchemaIsReadWithoutComplaint()
    {
        SchemaReading reading = SchemaReader.Read(File.ReadAllText(_path));
        Assert.That(reading.Diagnostics, Is.Empty);
        Assert.That(reading.Schema, Is.Not.Null);
    }

    [Test]
    public void EveryBlockAndFieldIsWhereThePlainReadingHasIt()
    {
        IEnumerable<string> read = SchemaReader.Read(File.ReadAllText(_path)).Schema!.Messages.SelectMany(Describe);
        IEnumerable<string> plain = WireSchema.Load(_path).Messages.Values.SelectMany(Describe);
        Assert.That(read, Is.EqualTo(plain));
    }

    private static IEnumerable<string> Describe(SbeMessage m) =>
        m.Block.Groups
            .SelectMany(g => Describe($"{m.Name}.{g.Name} {g.Id} {g.Dimension.Type.Size}/{g.Dimension.NumInGroup.Offset}", g.Block))
            .Concat(Describe($"{m.Name} {m.Id}", m.Block));

    private static IEnumerable<string> Describe(WireMessage m) =>
        m.Groups
            .SelectMany(g => Describe($"{m.Name}.{g.Name} {g.Tag} {g.DimensionBytes}/{g.CountOffset}", g.Since, g.Entry))
            .Concat(Describe($"{m.Name} {m.Id}", m.Since, m.Root));

    private static IEnumerable<string> Describe(string name, SbeBlock block) =>
        block.Fields.Select(f => Describe(f, block.BaseVersion)).Prepend($"{name}: {block.BlockLength} bytes since {block.BaseVersion}");

    private static IEnumerable<string> Describe(string name, int since, WireBlock block) =>
        block.Fields.Select(Describe).Prepend($"{name}: {block.LengthBytes} bytes since {since}");

    private static string Describe(SbeField f, int baseVersion)
    {
        PrimitiveValue? constant = f.Constant?.EnumValue?.Value.Value ?? f.Constant?.Number;
        string place = constant is { } value ? $"= {value.Bits}" : $"@{f.Offset}+{f.Size}";
        return $"  {f.Id} {f.Name} {place} since {Math.Max(baseVersion, f.Notes.SinceVersion)}";
    }

    private static string Describe(WireField f) =>
        $"  {f.Tag} {f.Name} {(f.Constant is long value ? $"= {value}" : $"@{f.Offset}+{f.Type.SizeBytes}")} since {f.Since}";
}
