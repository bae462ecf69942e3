using FeedHandler.Core.Books;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market Recovery: an instrument is healed by its own sequence (RptSeq, 83), by its levels as they are stated again, or by a snapshot")]
public sealed class HealingTests
{
    private RuleChannel _channel = null!;

    [SetUp]
    public void Open() => _channel = new RuleChannel(recovery: new RecoveryOptions(), watchesHealing: true);

    [TearDown]
    public void Close() => _channel.Dispose();

    [Test]
    public void ABookThatIsFollowedFromItsFirstEntryWasNeverHealed()
    {
        _channel.Start().Send(46, Entry.Bid(1, 100));
        Assert.That(Confidence(), Is.EqualTo(new BookConfidence(true, BookSource.Incremental, RuleChannel.RxNs)));
        Assert.That(Counts(), Is.EqualTo(new long[] { 0, 0, 0, 0 }));
    }

    [Test]
    public void TheNextNumberOfItsOwnHealsABookThatNoLostPacketConcerned()
    {
        Lose(atNs: 1000);
        Assert.That(Confidence(), Is.EqualTo(new BookConfidence(false, BookSource.Sequence, RuleChannel.RxNs + 1000)));
        _channel.PacketAt(5000, _channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 101)));

        Assert.That(Confidence(), Is.EqualTo(new BookConfidence(true, BookSource.Sequence, RuleChannel.RxNs + 5000)));
        Assert.That((Counts(), Took(BookSource.Sequence)), Is.EqualTo((new long[] { 1, 0, 0, 0 }, 4000)));
    }

    [Test]
    public void LevelsThatAreStatedAgainHealABookOfWhichEntriesWereLost()
    {
        Lose(atNs: 1000, depth: 1);
        _channel.Renumber(9).PacketAt(3000, _channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 101)));
        Assert.That((Confidence(), _channel.Book().State), Is.EqualTo((new BookConfidence(false, BookSource.Refresh, RuleChannel.RxNs + 1000), BookState.Partial)));
        _channel.PacketAt(7000, _channel.Message(46, Messages.EndOfEvent, Entry.Ask(1, 103)));

        Assert.That(Confidence(), Is.EqualTo(new BookConfidence(true, BookSource.Refresh, RuleChannel.RxNs + 7000)));
        Assert.That((Counts(), Took(BookSource.Refresh)), Is.EqualTo((new long[] { 0, 1, 0, 0 }, 6000)), "from the loss on, not from when it was noticed");
    }

    [Test]
    public void ASnapshotHeals()
    {
        Lose(atNs: 1000);
        _channel.SnapshotPacket(Messages.SnapshotPacket(new Snapshot { Last = _channel.LastNumber, RptSeq = 7, Entries = [Entry.Bid(1, 99)] }), laterNs: 9000);

        Assert.That(Confidence(), Is.EqualTo(new BookConfidence(true, BookSource.Snapshot, RuleChannel.RxNs + 9000)));
        Assert.That((Counts(), Took(BookSource.Snapshot)), Is.EqualTo((new long[] { 0, 0, 1, 0 }, 8000)));
    }

    [Test]
    [Source("Channel reset (4): every book is empty, and known to be")]
    public void AResetIsNoHealingThatTookTime()
    {
        Lose(atNs: 1000);
        _channel.PacketAt(2000, Messages.Reset());
        Assert.That((Confidence(), Counts()), Is.EqualTo((new BookConfidence(true, BookSource.Incremental, RuleChannel.RxNs + 2000), new long[] { 0, 0, 0, 0 })));
    }

    private void Lose(long atNs, sbyte depth = 10)
    {
        _channel.Start(depth: depth, impliedDepth: 0).Send(46, Entry.Bid(1, 100)).Lose();
        _channel.PacketAt(atNs, Messages.Heartbeat()).PacketAt(atNs, Messages.Heartbeat());
        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Suspect));
    }

    private BookConfidence Confidence() => _channel.Instruments.Heals![0];

    private long[] Counts() => [.. ((BookSource[])[BookSource.Sequence, BookSource.Refresh, BookSource.Snapshot, BookSource.Replay]).Select(source => _channel.Instruments.Heals!.Times(source).TotalCount)];

    private long Took(BookSource source) => _channel.Instruments.Heals!.Times(source).LowestEquivalentValue(_channel.Instruments.Heals.Times(source).MaxNs) / 1000 * 1000;
}
