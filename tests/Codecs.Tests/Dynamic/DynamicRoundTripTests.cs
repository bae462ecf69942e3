using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;
using FeedHandler.Codecs.Tests.Oracle;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Dynamic;

/// <summary>What is encoded at run time is what is decoded, for every message at every version.</summary>
public sealed class DynamicRoundTripTests
{
    private const int Seed = 7;

    [TestCase("littleEndian")]
    [TestCase("bigEndian")]
    public void EveryConstructComesBack(string byteOrder) => Check(TestSchemas.Everything(byteOrder), 50);

    [Test]
    public void EveryCmeMessageComesBack() => Check(File.ReadAllText(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml")), 5);

    [Test]
    public void EveryMessageOfEveryVenueComesBack()
    {
        foreach (string path in Directory.GetFiles(Require.Shared("schemas"), "*.xml", SearchOption.AllDirectories))
            Check(File.ReadAllText(path), 3);
    }

    private static void Check(string xml, int messagesPerVersion)
    {
        DynamicSchema schema = new DynamicSchema(SchemaReader.Read(xml).Schema!);
        (MessageMaker? maker, byte[]? buffer) = (new MessageMaker(Seed), new byte[1 << 20]);
        foreach (SbeMessage? message in schema.Schema.Messages.DistinctBy(static message => message.Id))
        {
            foreach (int version in Versions.Of(schema.Schema, message))
            {
                for (int index = 0; index < messagesPerVersion; index++)
                    Check(schema, maker.Make(schema.Schema, message), version, buffer);
            }
        }
    }

    private static void Check(DynamicSchema schema, DynamicMessage made, int version, byte[] buffer)
    {
        string place = $"{made.Template.Name} at version {version}";
        DynamicEncodeResult encoded = new DynamicEncoder(schema).Encode(made, buffer, version);
        Assert.That(encoded.IsComplete, Is.True, () => $"{place}: {encoded}");
        byte[] bytes = buffer[..encoded.Length];

        DynamicDecodeResult result = new DynamicDecoder(schema).Decode(bytes, out DynamicMessage? read);
        Assert.That(result.IsComplete && result.TrailingLength == 0, Is.True, () => $"{place}: {result}");
        Assert.That(TreeComparison.Difference(made.Template.Block, made.Body, read!.Body, version), Is.Null, place);

        // Encoding what was read gives the same bytes again.
        byte[] again = new byte[bytes.Length];
        Assert.That(new DynamicEncoder(schema).TryEncode(read, again, version, out int length), Is.True, place);
        Assert.That(again.AsSpan(0, length).SequenceEqual(bytes), Is.True, place);
    }
}
