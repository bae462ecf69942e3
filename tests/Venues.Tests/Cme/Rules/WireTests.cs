using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, SBE framing and schema versions: select by template, advance by the wire's lengths, accept any version")]
public sealed class WireTests : ChannelRules
{
    private const int HeaderBytes = 10;
    private const int RootBytes = 11;
    private const int DimensionBytes = 3;
    private const int FirstEntry = HeaderBytes + RootBytes + DimensionBytes;

    private static readonly int[] EntryTemplates = [32, 33, 34, 35, 36, 37, 42, 43, 46, 47, 48, 49, 50, 51, 64, 65, 66, 67];

    [SetUp]
    public void Start() => Channel.Start();

    [TestCaseSource(nameof(EntryTemplates))]
    [Source("A root block may be longer than the schema's: the groups begin where the wire says")]
    public void ALongerRootBlockIsPassedOver(int template)
    {
        byte[] message = Channel.Message(template, Messages.EndOfEvent, Of(template)).WithBytes(HeaderBytes + RootBytes, 5);
        message[Messages.BlockLengthOffset] += 5;
        Channel.Packet(message);

        AssertTaken(template);
    }

    [TestCaseSource(nameof(EntryTemplates))]
    [Source("An entry may be longer than the schema's: the next one begins where the wire says")]
    public void LongerEntriesArePassedOver(int template)
    {
        byte[] message = Channel.Message(template, Messages.EndOfEvent, Of(template), Of(template));
        int entryBytes = message[HeaderBytes + RootBytes];
        message = message.WithBytes(FirstEntry + (2 * entryBytes), 4).WithBytes(FirstEntry + entryBytes, 4);
        message[HeaderBytes + RootBytes] += 4;
        Channel.Packet(message);

        AssertTaken(template, 2);
    }

    [TestCaseSource(nameof(EntryTemplates))]
    [Source("MsgSize includes padding behind the message")]
    public void PaddingIsPassedOver(int template)
    {
        byte[] message = Channel.Message(template, 0, Of(template));
        Channel.Packet(message.WithBytes(message.Length, 6), Channel.Message(template, Messages.EndOfEvent, Of(template)));

        AssertTaken(template, 2);
    }

    [TestCase(7, false)]
    [TestCase(8, true)]
    [Source("MDEntrySize of template 35 is a field since version 8; the header's version decides, as the block has always had room for it")]
    public void AnIndicativeSizeIsReadSinceVersionEight(int version, bool isThere)
    {
        Channel.Packet(Channel.Message(35, Messages.EndOfEvent, Entry.Statistic('4', 100, 33, flag: 5)).WithVersion((ushort)version));

        Assert.That(Channel.The(EventKind.Statistic).Quantity, Is.EqualTo(isThere ? 33 : MarketEvent.NullQuantity));
    }

    [TestCase(9)]
    [TestCase(10)]
    [TestCase(13)]
    [TestCase(99)]
    [Source("TradeableSize of template 46 is a field since version 10 and changes nothing of the level")]
    public void ALevelIsTheSameInEveryVersion(int version)
    {
        Channel.Packet(Channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 100)).WithVersion((ushort)version));

        Assert.That(Channel.Book().TryGetLevel(BookSide.Bid, 1, out Level level), Is.True);
        Assert.That(level, Is.EqualTo(new Level(1, 100, 10, 1)));
    }

    [TestCase(5)]
    [TestCase(6)]
    [TestCase(7)]
    [TestCase(9)]
    [Source("Template 32 has a group of orders, and 42 an id of the trade, since version 7; entries are as long before")]
    public void OldVersionsAreRead(int version)
    {
        byte[] book = Channel.Message(32, 0, Entry.Bid(1, 100));
        if (version < 7) book = [.. book[..^8]];
        book[0] = (byte)book.Length;
        Channel.Packet(
            book.WithVersion((ushort)version),
            Channel.Message(42, Messages.EndOfEvent, Entry.Trade(100, 5, orders: 1) with { Fills = [(3, 5)] }).WithVersion((ushort)version));

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.Book, EventKind.Trade, EventKind.TradeOrder }));
        Assert.That((Channel.Levels(BookSide.Bid), Channel.Book().LastQuantity), Is.EqualTo((new long[] { 10_000 }, 5L)));
    }

    [Test]
    [Source("A packet has one message or several, of any templates")]
    public void SeveralMessagesOfAPacketAreReadInOrder()
    {
        Channel.Packet(
            Channel.Message(48, 1, Entry.Trade(100, 5)), Channel.Message(37, 2, Entry.Volume(5)), Channel.Message(46, 4, Entry.Bid(1, 100)),
            Channel.Message(51, 8, Entry.Statistic('7', 100)), Messages.Heartbeat(), Channel.Message(46, 0x90, Entry.ImpliedBid(1, 99)));

        Assert.That(
            Channel.Events.Select(told => told.Kind),
            Is.EqualTo(new[] { EventKind.Trade, EventKind.Volume, EventKind.Book, EventKind.Statistic, EventKind.Book }));
        Assert.That(Channel.Events.Select(told => (told.SeqNum, told.RxNs)), Is.All.EqualTo((3u, RuleChannel.RxNs)));
        Assert.That((Channel.Messages.ByTemplate(Line.A, 46), Channel.Messages.ByTemplate(Line.B, 46)), Is.EqualTo((3L, 0L)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(43)]
    [TestCase(200)]
    [Source("NumInGroup is 0 to 255")]
    public void EveryEntryOfAGroupIsRead(int count)
    {
        Channel.Send(46, Enumerable.Range(0, count).Select(number => Entry.Bid(1, number)).ToArray());

        Assert.That((Channel.Of(EventKind.Book).Length, Channel.Counters.Entries), Is.EqualTo((count, count + 1L)));
        Assert.That(Channel.Levels(BookSide.Bid), Is.EqualTo(Enumerable.Range(0, count).Reverse().Take(10).Select(number => (long)number)));
    }

    [Test]
    [Source("Unknown template: passed over by MsgSize and counted; so is another schema")]
    public void WhatIsUnknownIsPassedOverAndCounted()
    {
        byte[] ofAnotherSchema = Messages.Of(46, Messages.EndOfEvent, Entry.Bid(1, 55) with { RptSeq = 2 });
        ofAnotherSchema[Messages.SchemaOffset] = 2;
        Channel.Packet(Messages.Blank(500, 1), ofAnotherSchema, Messages.Blank(9999, 1), Channel.Message(46, 0, Entry.Bid(1, 100)));

        Assert.That((Channel.Messages.UnknownTemplate, Channel.Messages.UnknownSchema), Is.EqualTo((2L, 1L)));
        Assert.That((Channel.Levels(BookSide.Bid), Channel.Events.Count), Is.EqualTo((new long[] { 100 }, 1)));
    }

    [TestCase(12)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(38)]
    [TestCase(39)]
    [TestCase(52)]
    [TestCase(53)]
    [TestCase(60)]
    [TestCase(62)]
    [TestCase(69)]
    [Source("Templates that nothing here needs are known, counted and passed over")]
    public void WhatIsNotDecodedIsKnown(int template)
    {
        Channel.Packet(Messages.Blank((ushort)template, 1));

        Assert.That((Channel.Messages.UnknownTemplate, Channel.Messages.ByTemplate((ushort)template), Channel.Events.Count), Is.EqualTo((0L, 1L, 0)));
    }

    private static Entry Of(int template) => new() { Type = template is 33 or 49 ? '6' : '7', Action = Entry.New, Orders = 0 };

    private void AssertTaken(int template, int count = 1)
    {
        bool isOfOrders = template is 43 or 47;
        Assert.That((Channel.Arbitration.Sum().Damaged, Channel.Counters.RptSeqGaps), Is.EqualTo((0L, 0L)));
        Assert.That(Channel.Book().RptSeq, Is.EqualTo(isOfOrders ? 1 : 1 + count));
        Assert.That(isOfOrders ? Channel.Counters.OrderEntries : Channel.Counters.Entries - 1, Is.EqualTo(count));
    }
}
