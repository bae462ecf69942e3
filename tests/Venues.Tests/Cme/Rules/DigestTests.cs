using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("The digest of events: a function of the feed alone")]
public sealed class DigestTests
{
    private static readonly Entry[] Others =
    [
        Entry.Bid(1, 101), Entry.Bid(2, 100), Entry.Bid(1, 100, Entry.Change), Entry.Bid(1, 100, size: 11), Entry.Ask(1, 100),
        Entry.Bid(1, 100) with { Orders = 2 }, Entry.Bid(1, 100) with { Security = 2 }, Entry.Bid(1, 100) with { RptSeq = 5 },
    ];

    [Test]
    [Source("Equal feeds have equal digests, whatever number a process gives the channel")]
    public void EqualFeedsHaveEqualDigests([Values(0, 1, 255)] int channel) =>
        Assert.That(DigestOf(channel, Entry.Bid(1, 100)), Is.EqualTo(DigestOf(0, Entry.Bid(1, 100))));

    [TestCaseSource(nameof(Others))]
    [Source("Any field that the feed decides changes the digest")]
    public void AnotherFieldMakesAnotherDigest(object other) =>
        Assert.That(DigestOf(0, (Entry)other), Is.Not.EqualTo(DigestOf(0, Entry.Bid(1, 100))));

    [Test]
    [Source("Where a match event ends is part of the feed")]
    public void TheEndOfAMatchEventIsPartOfTheDigest()
    {
        using RuleChannel one = new RuleChannel();
        using RuleChannel other = new RuleChannel();
        one.Packet(one.Message(46, Messages.EndOfEvent, Entry.Bid(1, 100)));
        other.Packet(other.Message(46, 0, Entry.Bid(1, 100)));

        Assert.That(one.Digest, Is.Not.EqualTo(other.Digest));
    }

    [Test]
    [Source("Every event carries its channel")]
    public void EventsCarryTheirChannel([Values(0, 7, 255)] int channel)
    {
        using RuleChannel feed = new RuleChannel(channel: channel);
        feed.Start().Lose().Send(46, Entry.Bid(1, 100));

        Assert.That(feed.Events.Select(told => (told.Channel, told.InstrumentIndex)), Is.EqualTo(new[] { ((byte)channel, -1), ((byte)channel, 0) }));
    }

    private static ulong DigestOf(int channel, Entry entry)
    {
        using RuleChannel feed = new RuleChannel(channel: channel);
        return feed.Start().Send(46, entry).Digest;
    }
}
