using FeedHandler.Codecs.Schema;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Every message of a schema, cut at every byte, read by every member of its view: no read leaves the bytes.</summary>
[Platform("Linux")]
public sealed class TruncationTests
{
    private delegate int Walk(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version);

    [TestCase("littleEndian")]
    [TestCase("bigEndian")]
    public void NoCutMessageIsReadPastItsEnd(string byteOrder) => Check(TestSchemas.Everything(byteOrder));

    [Test]
    public void NoCutCmeMessageIsReadPastItsEnd() => Check(File.ReadAllText(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml")));

    [TestCase("schemas/cme/Cme.Futures.Mdp3.Sbe.v1.13.xml")]
    [TestCase("schemas/b3/B3.Equities.BinaryUmdf.Sbe.v2.2.xml")]
    [TestCase("schemas/binance/spot_3_1.xml")]
    [TestCase("schemas/memx/Memx.Equities.MemoirDepth.Sbe.v1.3.xml")]
    public void NoCutMessageOfAVenueIsReadPastItsEnd(string schema) => Check(File.ReadAllText(Require.Shared(schema)));

    private static void Check(string xml)
    {
        SbeSchema schema = SchemaReader.Read(xml).Schema!;
        CompiledSchema compiled = CompiledSchema.Of(xml);
        Type walker = compiled.Load(ViewWalkerSource.Of(compiled.Symbols, GeneratorRun.Namespace)).GetType("Walker")!;
        Walk walk = walker.GetMethod("Walk")!.CreateDelegate<Walk>();
        using GuardedBytes guarded = new GuardedBytes(1 << 20);
        using (Assert.EnterMultipleScope())
        {
            foreach (SbeMessage message in schema.Messages)
                CheckMessage(schema, message, walk, guarded);
        }
    }

    private static void CheckMessage(SbeSchema schema, SbeMessage message, Walk walk, GuardedBytes guarded)
    {
        SampleMessage sample = SampleMessage.Of(schema, message);
        byte[] bytes = sample.Bytes;
        Assert.That(walk(message.Id, guarded.Place(bytes), message.Block.BlockLength, schema.Version),
            Is.EqualTo(sample.PartCount), message.Name);
        for (int length = 0; length < bytes.Length; length++)
        {
            int parts = walk(message.Id, guarded.Place(bytes.AsSpan(0, length)), message.Block.BlockLength, schema.Version);
            if (length < message.Block.BlockLength)
                Assert.That(parts, Is.EqualTo(-1), $"{message.Name} cut to {length} bytes");
            else
                Assert.That(parts, Is.LessThan(sample.PartCount), $"{message.Name} cut to {length} bytes");
        }

        // An older sender with the same bytes, and a block that ends early: again no read leaves the bytes.
        for (int version = 0; version < schema.Version && version < 20; version++)
            walk(message.Id, guarded.Place(bytes), message.Block.BlockLength, version);
        for (int blockLength = 0; blockLength <= message.Block.BlockLength; blockLength++)
        {
            int parts = walk(message.Id, guarded.Place(bytes.AsSpan(0, blockLength)), blockLength, schema.Version);
            Assert.That(parts, Is.EqualTo(blockLength < message.Block.BaseLength ? -1 : 0),
                $"{message.Name} with a block of {blockLength} bytes");
        }
    }
}
