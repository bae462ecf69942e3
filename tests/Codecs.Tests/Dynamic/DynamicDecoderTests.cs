using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generated;

namespace FeedHandler.Codecs.Tests.Dynamic;

public sealed class DynamicDecoderTests
{
    private static DynamicDecoder Cme()
        => new(new(SchemaReader.Read(File.ReadAllText(FeedHandler.Tests.Support.Repository.PathOf("Codecs/Schemas/cme-mdp3.xml"))).Schema!));

    private static byte[] BookWithHeader()
    {
        byte[] bytes = new byte[8];
        FeedHandler.Codecs.Cme.MDIncrementalRefreshBook46Encoder.WriteHeader(bytes);
        return [.. bytes, .. Books.Encode()];
    }

    [Test]
    public void ABookMessageIsReadByNames()
    {
        DynamicDecodeResult result = Cme().Decode(BookWithHeader(), out DynamicMessage? message);

        Assert.That(result.Status, Is.EqualTo(DynamicDecodeStatus.Complete));
        Assert.That(result.TrailingLength, Is.Zero);
        DynamicBlock body = message!.Body;
        Assert.That(message.Template.Name, Is.EqualTo("MDIncrementalRefreshBook46"));
        Assert.That(body.Field("MatchEventIndicator")!.Text, Is.EqualTo("LastQuoteMsg|EndOfEvent"));
        EquatableArray<DynamicBlock> entries = body.Group("NoMDEntries")!.Entries;
        Assert.That(entries, Has.Count.EqualTo(Books.EntryCount));
        Assert.That(entries[1].Field("MDEntryPx")!.Text, Is.EqualTo("4250.249999999"));
        Assert.That(entries[1].Field("NumberOfOrders")!.State, Is.EqualTo(DynamicState.Null));
        Assert.That(body.Group("NoOrderIDEntries")!.Entries, Has.Count.EqualTo(Books.OrderCount));
    }
}
