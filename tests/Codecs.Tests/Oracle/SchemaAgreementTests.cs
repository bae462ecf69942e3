using FeedHandler.Codecs.Tests.Generator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Generated code and the run-time codec read and write the same, for every message at every acting version.</summary>
[Platform("Linux")]
public sealed class SchemaAgreementTests
{
    private const int Seed = 20240611;

    [TestCase("littleEndian")]
    [TestCase("bigEndian")]
    public void OfEveryConstruct(string byteOrder)
    {
        using Agreement agreement = new Agreement(GeneratedCodec.Of(TestSchemas.Everything(byteOrder)), Seed);
        agreement.Check(100);
        agreement.CheckDamaged(500);
        Assert.That(agreement.Damages.Read, Is.InRange(agreement.Damages.Damaged / 10, agreement.Damages.Damaged));
    }

    [Test]
    public void OfTheCmeSchemaOfThisProject() => Check(File.ReadAllText(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml")), 5);

    [TestCase("cme")]
    [TestCase("b3")]
    [TestCase("binance")]
    [TestCase("coinbase")]
    [TestCase("euronext")]
    [TestCase("iex")]
    [TestCase("memx")]
    [TestCase("aeron")]
    public void OfTheSchemasOfAVenue(string venue)
    {
        foreach (string? path in Directory.GetFiles(Require.Shared("schemas/" + venue), "*.xml").Order(StringComparer.Ordinal))
            Check(File.ReadAllText(path), 3);
    }

    private static void Check(string xml, int messagesPerVersion)
    {
        using Agreement agreement = new Agreement(GeneratedCodec.Of(xml), Seed);
        agreement.Check(messagesPerVersion);
        TestContext.Out.WriteLine($"{agreement.MessageCount} messages");
        Assert.That(agreement.MessageCount, Is.Positive);
    }
}
