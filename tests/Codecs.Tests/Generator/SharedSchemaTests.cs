using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>The schemas of real venues, where a machine has them.</summary>
public sealed class SharedSchemaTests
{
    [TestCase("cme")]
    [TestCase("b3")]
    [TestCase("binance")]
    [TestCase("coinbase")]
    [TestCase("euronext")]
    [TestCase("iex")]
    [TestCase("memx")]
    [TestCase("aeron")]
    public void EverySchemaOfTheVenueCompilesWithoutAWarning(string venue)
    {
        string folder = Require.Shared("schemas/" + venue);

        using (Assert.EnterMultipleScope())
        {
            foreach (string path in Directory.GetFiles(folder, "*.xml"))
            {
                CompiledSchema compiled = CompiledSchema.Of(File.ReadAllText(path));
                Assert.That(compiled.Problems.Take(5), Is.Empty, Path.GetFileName(path));
                Assert.That(compiled.SourceCount, Is.GreaterThan(4), Path.GetFileName(path));
            }
        }
    }
}
