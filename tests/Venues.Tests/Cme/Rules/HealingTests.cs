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

    [Test]
    [Source("RptSeq (83) starts again with the sequence: an instrument of which the first entries were lost heals as one that was joined late")]
    public void AfterARestartLevelsHealABookOfWhichTheFirstEntriesWereLost()
    {
        _channel.Start(depth: 1, impliedDepth: 0).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat()).GoTo(2).PacketAt(1000, Messages.Heartbeat()).PacketAt(1000, Messages.Heartbeat());
        _channel.Send(54, new Definition { Depths = [("GBX", 1)] }).Renumber(5).PacketAt(2000, _channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 101)));
        Assert.That(Confidence(), Is.EqualTo(new BookConfidence(false, BookSource.Refresh, RuleChannel.RxNs + 1000)));
        _channel.PacketAt(3000, _channel.Message(46, Messages.EndOfEvent, Entry.Ask(1, 103)));

        Assert.That(Confidence(), Is.EqualTo(new BookConfidence(true, BookSource.Refresh, RuleChannel.RxNs + 3000)));
        Assert.That((Counts(), Took(BookSource.Refresh)), Is.EqualTo((new long[] { 0, 1, 0, 0 }, 2000)));
    }

    [Test]
    [Source("Channel reset (4) while this machine may have dropped packets: the number that ends the doubt makes the books known")]
    public void ABookIsHealedWhenADoubtEndsThatHidIt()
    {
        Lose(atNs: 1000);
        _channel.Drop().PacketAt(2000, Messages.Reset());
        Assert.That((Confidence().IsWhole, _channel.Instruments.Heals!.NeedyCount), Is.EqualTo((false, 1)));
        _channel.Drain().PacketAt(3000, Messages.Heartbeat());
        Assert.That((Confidence(), _channel.Instruments.Heals.NeedyCount), Is.EqualTo((new BookConfidence(true, BookSource.Incremental, RuleChannel.RxNs + 3000), 0)));
    }

    [Test]
    public void BooksInNeedAreCountedExactlyWhateverBecomesOfThem()
    {
        HealWatch heals = _channel.Start().Start(2).Instruments.Heals!;
        Assert.That(heals.NeedyCount, Is.Zero);
        _channel.Send(54, new Definition { Action = 'D' }).Send(54, new Definition { Action = 'D' });
        Assert.That(heals.NeedyCount, Is.EqualTo(1), "one that is withdrawn is not whole");
        _channel.Start().Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
        Assert.That(heals.NeedyCount, Is.EqualTo(2));
        _channel.Packet(Messages.Reset()).Packet(Messages.Reset());
        Assert.That(heals.NeedyCount, Is.Zero);
        _channel.GoTo(1).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
        Assert.That((heals.NeedyCount, Counts()), Is.EqualTo((2, new long[] { 0, 0, 0, 0 })));
        for (int security = 3; security < 12; security++) _channel.Send(46, Entry.Bid(1, 100) with { Security = security });
        Assert.That((heals.NeedyCount, _channel.Counters.InstrumentsRefused > 0), Is.EqualTo((8, true)), "no more than there is room for");
    }

    [Test]
    public void NothingIsEstimatedBeforeAnythingHealedOrALoopWasSeen()
    {
        Lose(atNs: 1000);
        Assert.That((Estimate(2000), _channel.Instruments.Heals!.EstimateNs(7, RuleChannel.RxNs)), Is.EqualTo(((long?)null, (long?)null)));
    }

    [Test]
    public void WhatIsLeftOfTheMedianOfWhatHealedSoIsTheEstimate()
    {
        Lose(atNs: 1000);
        _channel.PacketAt(5000, _channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 101)));
        Assert.That(Estimate(5000), Is.Null, "it is whole");
        _channel.Lose().PacketAt(10_000, Messages.Heartbeat()).PacketAt(10_000, Messages.Heartbeat());

        Assert.That(Estimate(11_000), Is.EqualTo(3000).Within(40));
        Assert.That(Estimate(20_000), Is.Null, "it is longer than it ever was");
    }

    [Test]
    [Source("A loop of snapshots has every active instrument once: whoever waits for it waits no longer than it takes")]
    public void ALoopThatWasSeenWholeBoundsTheEstimate()
    {
        _channel.Start().Send(46, Entry.Bid(1, 100));
        BeginLoop(1000);
        BeginLoop(101_000);
        BeginLoop(201_000);
        _channel.Lose().PacketAt(250_000, Messages.Heartbeat()).PacketAt(250_000, Messages.Heartbeat());
        Assert.That(Estimate(260_000), Is.EqualTo(100_000));
        BeginLoop(900_000);
        Assert.That(_channel.Instruments.Heals!.LoopNs, Is.EqualTo(100_000), "the group may have been left since the one before began");
    }

    private void BeginLoop(long atNs) =>
        _channel.SnapshotPacket(Messages.AsFirst(Messages.SnapshotPacket(new Snapshot { Last = 1, Security = 5, RptSeq = 7 })), laterNs: atNs);

    private long? Estimate(long atNs) => _channel.Instruments.Heals!.EstimateNs(0, RuleChannel.RxNs + atNs);

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
