using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Schema;

/// <summary>Broken schemas end in diagnostics with a place, or in a model of sound layout; never in an exception.</summary>
public sealed class SchemaMutationTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void ABrokenSchemaIsReadOrTold(int seed)
    {
        foreach (string? source in new[] { TestSchemas.Everything(), File.ReadAllText(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml")) })
            Mutate(source, new Random(seed), count: 60);
    }

    [Test]
    public void ABrokenSchemaOfAVenueIsReadOrTold([Values("b3", "binance", "coinbase", "euronext", "iex", "memx", "aeron")] string venue)
    {
        foreach (string path in Directory.GetFiles(Require.Shared("schemas/" + venue), "*.xml"))
            Mutate(File.ReadAllText(path), new Random(7), count: 12);
    }

    [Test]
    public void ACutOrScrambledTextIsReadOrTold()
    {
        string source = TestSchemas.Everything();
        Random random = new Random(11);
        for (int run = 0; run < 300; run++)
        {
            char[] text = source.ToCharArray(0, random.Next(source.Length));
            for (int change = random.Next(4); change > 0 && text.Length > 0; change--)
                text[random.Next(text.Length)] = (char)random.Next(0, 0x100);
            AssertSound(new string(text), run);
        }
    }

    private static void Mutate(string source, Random random, int count)
    {
        for (int run = 0; run < count; run++)
            AssertSound(SchemaMutation.Of(source, random), run);
    }

    private static void AssertSound(string xml, int run)
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(xml);
        if (schema is null)
            Assert.That(diagnostics.Any(static fault => fault.Rule.Severity == SchemaSeverity.Error), $"run {run}: neither model nor error");
        Assert.That(diagnostics.Select(static fault => Math.Min(fault.Line, fault.Column)), Is.All.Positive.Or.Zero, $"run {run}");
        foreach (SbeMessage message in schema?.Messages ?? default)
            AssertSound(message.Block, run);
    }

    private static void AssertSound(SbeBlock block, int run)
    {
        foreach (SbeField field in block.Fields)
        {
            Assert.That(field.Offset, Is.GreaterThanOrEqualTo(0), $"run {run}: {field.Name}");
            Assert.That(field.Size == 0 ? 0 : field.End, Is.LessThanOrEqualTo(block.BlockLength), $"run {run}: {field.Name}");
            Assert.That(field.Presence == Presence.Constant, Is.EqualTo(field.Constant is not null), $"run {run}: {field.Name}");
            Assert.That(field.Type is EncodedType { Presence: not Presence.Constant, Length: < 1 }, Is.False, $"run {run}: {field.Name}");
        }

        foreach (SbeGroup group in block.Groups)
            AssertSound(group.Block, run);
    }
}
