using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market by Price book management, and Market Recovery: a level is what an entry, a snapshot or a packet that was sent again said of it last")]
public sealed class OriginRuleTests
{
    private RuleChannel _channel = null!;

    [SetUp]
    public void Open() => _channel = new RuleChannel(recovery: new RecoveryOptions(), watchesHealing: true, isReplayed: true);

    [TearDown]
    public void Close() => _channel.Dispose();

    [Test]
    public void ALevelIsAsOldAsTheEntryThatStatedItLastAndMovesWithItsPrice()
    {
        _channel.Start().PacketAt(1000, Bids(Entry.Bid(1, 100))).PacketAt(2000, Bids(Entry.Bid(2, 99))).PacketAt(3000, Bids(Entry.Bid(1, 101)));
        Assert.That(Bid(1, 2, 3), Is.EqualTo(new LevelOrigin?[] { At(BookSource.Incremental, 3000), At(BookSource.Incremental, 1000), At(BookSource.Incremental, 2000) }));
        _channel.PacketAt(4000, Bids(Entry.Bid(2, 100) with { Action = 1 }));
        Assert.That(Bid(1, 2, 3), Is.EqualTo(new LevelOrigin?[] { At(BookSource.Incremental, 3000), At(BookSource.Incremental, 4000), At(BookSource.Incremental, 2000) }), "changed");
        _channel.PacketAt(5000, Bids(Entry.Bid(1, 101) with { Action = 2 }));
        Assert.That(Bid(1, 2, 3), Is.EqualTo(new LevelOrigin?[] { At(BookSource.Incremental, 4000), At(BookSource.Incremental, 2000), null }), "deleted");
        _channel.PacketAt(6000, Bids(Entry.Ask(1, 103)));
        Assert.That((Bid(1)[0], _channel.Origin(BookSide.Ask, 1)), Is.EqualTo((At(BookSource.Incremental, 4000), At(BookSource.Incremental, 6000))));
    }

    [Test]
    public void AfterALossLevelsAreSuspectUntilTheInstrumentsOwnNumberGoesOn()
    {
        Lose(1000);
        Assert.That(Bid(1)[0], Is.EqualTo(At(BookSource.Incremental, 0) with { IsSuspect = true }), "it stays what it was, and may have changed");
        _channel.PacketAt(2000, Bids(Entry.Ask(1, 103)));
        Assert.That((Bid(1)[0], _channel.Origin(BookSide.Ask, 1)), Is.EqualTo((At(BookSource.Incremental, 0), At(BookSource.Incremental, 2000))));
    }

    [Test]
    [Source("Natural refresh: after entries of an instrument were lost a level is known again when it is stated")]
    public void LevelsThatAreStatedAgainAreOfTheRefreshUntilTheBookIsWhole()
    {
        Lose(1000, depth: 1);
        _channel.Renumber(9).PacketAt(2000, Bids(Entry.Bid(1, 101)));
        Assert.That((Bid(1)[0], _channel.Origin(BookSide.Ask, 1)), Is.EqualTo((At(BookSource.Refresh, 2000), (LevelOrigin?)null)));
        _channel.PacketAt(3000, Bids(Entry.Ask(1, 103)));
        Assert.That((_channel.Book().State, _channel.Origin(BookSide.Ask, 1)), Is.EqualTo((BookState.Whole, At(BookSource.Refresh, 3000))));
        _channel.PacketAt(4000, Bids(Entry.Ask(1, 103) with { Action = 1 }));
        Assert.That((Bid(1)[0], _channel.Origin(BookSide.Ask, 1)), Is.EqualTo((At(BookSource.Refresh, 2000), At(BookSource.Incremental, 4000))));
    }

    [Test]
    public void LevelsOfASnapshotAreOfItUntilTheSequenceStatesThem()
    {
        Lose(1000);
        _channel.SnapshotPacket(Messages.SnapshotPacket(new Snapshot { Last = _channel.LastNumber, RptSeq = 7, Entries = [Entry.Bid(1, 99), Entry.Ask(1, 104)] }), laterNs: 9000);
        Assert.That((Bid(1)[0], _channel.Origin(BookSide.Ask, 1)), Is.EqualTo((At(BookSource.Snapshot, 9000), At(BookSource.Snapshot, 9000))));
        _channel.Renumber(8).PacketAt(10_000, Bids(Entry.Bid(1, 100)));
        Assert.That(Bid(1, 2), Is.EqualTo(new LevelOrigin?[] { At(BookSource.Incremental, 10_000), At(BookSource.Snapshot, 9000) }));
    }

    [Test]
    [Source("CME MDP 3.0, TCP Recovery")]
    public void LevelsThatLostPacketsHealedAreOfTheReplay()
    {
        _channel.Start().PacketAt(0, Bids(Entry.Bid(1, 100)));
        _channel.LosePacket(Bids(Entry.Ask(1, 104)));
        _channel.PacketAt(1000, Messages.Heartbeat()).PacketAt(1000, Messages.Heartbeat()).SendAgain(laterNs: 5000);
        Assert.That((Bid(1)[0], _channel.Origin(BookSide.Ask, 1)), Is.EqualTo((At(BookSource.Replay, 5000), At(BookSource.Replay, 5000))));
    }

    [Test]
    [Source("Channel reset (4): every book is empty, and known to be")]
    public void AfterAResetLevelsAreOfTheSequence()
    {
        Lose(1000);
        _channel.PacketAt(2000, Messages.Reset());
        Assert.That(Bid(1)[0], Is.Null);
        _channel.Renumber(1).PacketAt(3000, Bids(Entry.Bid(1, 98)));
        Assert.That(Bid(1)[0], Is.EqualTo(At(BookSource.Incremental, 3000)));
    }

    private void Lose(long atNs, sbyte depth = 10)
    {
        _channel.Start(depth: depth, impliedDepth: 0).PacketAt(0, Bids(Entry.Bid(1, 100))).Lose();
        _channel.PacketAt(atNs, Messages.Heartbeat()).PacketAt(atNs, Messages.Heartbeat());
    }

    private byte[] Bids(params Entry[] entries) => _channel.Message(46, Messages.EndOfEvent, entries);

    private LevelOrigin?[] Bid(params int[] numbers) => [.. numbers.Select(number => _channel.Origin(BookSide.Bid, number))];

    private static LevelOrigin At(BookSource source, long laterNs) => new LevelOrigin(source, IsSuspect: false, RuleChannel.RxNs + laterNs);
}
