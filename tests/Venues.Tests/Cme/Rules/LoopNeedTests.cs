using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market Recovery: groups of recovery are left when all is recovered, and joined again at the next loss. TotNumReports (911) is how many instruments a loop has")]
public sealed class LoopNeedTests
{
    private const int DefinitionGroup = 4;
    private const int TotNumReportsOffset = 2 + 8 + 1;
    private RuleChannel _channel = null!;

    [SetUp]
    public void Open() => _channel = New(isReplayed: false);

    [TearDown]
    public void Close() => _channel.Dispose();

    [Test]
    [Source("Late join: definitions, then snapshots")]
    public void AtTheStartEveryLoopIsNeeded() => Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.Snapshot, FeedRole.OrderSnapshot, FeedRole.Definitions }));

    [Test]
    public void ALoopOfWhichEveryInstrumentIsWellIsNeededNoMore()
    {
        Two().Levels(1).Levels(2);
        Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.OrderSnapshot, FeedRole.Definitions }));
        Orders(1).Orders(2);
        Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.Definitions }));
        Define(1, 2);
        Assert.That(Needed(), Is.Empty);
    }

    [Test]
    [Source("A packet that is lost within a loop: its instruments come again in the next one")]
    public void WhatALoopLacksIsWaitedForHoweverOftenTheRestComes()
    {
        Two().Levels(1).Levels(1).Levels(1);
        Assert.That(Needed(), Does.Contain(FeedRole.Snapshot));
        Levels(2);
        Assert.That(Needed(), Does.Not.Contain(FeedRole.Snapshot));
    }

    [Test]
    [Source("A loop has the instruments that were active: absence is not emptiness, and waiting for one that is absent is waiting for ever")]
    public void AnInstrumentThatIsAbsentFromTheLoopIsNotWaitedFor()
    {
        Two();
        _channel.Send(54, new Definition { Security = 3, Symbol = "NQZ6" });
        Levels(1).Levels(2);

        Assert.That(Needed(), Does.Not.Contain(FeedRole.Snapshot));
    }

    [Test]
    public void ALossNeedsAllOfThemUntilAllIsFoundWellAgain()
    {
        Rest();
        Lose();
        Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.Snapshot, FeedRole.OrderSnapshot, FeedRole.Definitions }));
        Levels(1).Levels(2).Orders(1).Orders(2).Define(1, 2);

        Assert.That((Needed(), _channel.Book().State), Is.EqualTo((Array.Empty<FeedRole>(), Core.Books.BookState.Whole)));
    }

    [Test]
    [Source("A definition says not of which moment it is: counting begins with the loop's first packet (number 1)")]
    public void ADefinitionThatWasOnItsWayBeforeTheLossProvesNothing()
    {
        Rest();
        Lose();
        DefineInMidLoop(1, 2);
        Assert.That(Needed(), Does.Contain(FeedRole.Definitions));
        Define(1, 2);
        Assert.That(Needed(), Does.Not.Contain(FeedRole.Definitions));
    }

    [Test]
    [Source("RptSeq (83): a hole in an instrument's own numbers, while no packet is missing")]
    public void ABookThatComesInDoubtNeedsSnapshots()
    {
        Rest();
        _channel.Renumber(9).Send(46, Entry.Bid(1, 101));
        Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.Snapshot, FeedRole.OrderSnapshot }));
    }

    [TestCase(1u, false)]
    [TestCase(7u, true)]
    [Source("RptSeq (83) starts at 1: an instrument that is first active now was empty before, one whose first entry was missed was not")]
    public void AnInstrumentThatBecomesActiveNeedsSnapshotsOnlyInMidSequence(uint rptSeq, bool isNeeded)
    {
        Rest();
        _channel.Send(54, new Definition { Security = 3, Symbol = "NQZ6" });
        Assert.That(Needed(), Is.Empty, "a definition that is new leaves nobody in need");
        _channel.Renumber(rptSeq, security: 3).Send(46, Entry.Bid(1, 50) with { Security = 3 });

        Assert.That(Needed().Contains(FeedRole.Snapshot), Is.EqualTo(isNeeded));
    }

    [Test]
    [Source("Orders have no numbers of their instrument: after a loss those of one that is absent from the loop are in doubt, until it has an order and is in the loop")]
    public void AnOrderOfAnInstrumentThatTheLoopLackedNeedsTheLoopAgain()
    {
        Rest();
        _channel.Send(54, new Definition { Security = 3, Symbol = "NQZ6" });
        Lose();
        Levels(1).Levels(2).Orders(1).Orders(2).Define(1, 2);
        Assert.That(Needed(), Is.Empty);
        _channel.SendOrders(47, new OrderLine(31) { Security = 3 });

        Assert.That(Needed(), Does.Contain(FeedRole.OrderSnapshot));
    }

    [Test]
    public void AnInstrumentThatNobodyDefinedNeedsDefinitions()
    {
        Rest();
        _channel.Send(new StatusMessage(17) { Security = 77 });
        Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.Definitions }));
    }

    [Test]
    [Source("Channel reset (4)")]
    public void AResetOfTheChannelNeedsAllOfThem()
    {
        Rest();
        _channel.Packet(Messages.Reset());
        Assert.That(Needed(), Has.Length.EqualTo(3));
    }

    [Test]
    [Source("TCP replay comes first in the ladder; it heals levels and definitions, and no orders")]
    public void WhileLostPacketsAreOnTheirWayOnlyOrdersNeedALoopAndThenNobody()
    {
        Replayed();
        _channel.LosePacket(_channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 101)));
        Notice();
        Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.OrderSnapshot }));
        _channel.SendAgain();

        Assert.That((Needed(), _channel.Book().State), Is.EqualTo((new[] { FeedRole.OrderSnapshot }, Core.Books.BookState.Whole)));
    }

    [Test]
    [Source("Where replay fails, snapshots are next in the ladder")]
    public void WhatReplayDoesNotHealNeedsSnapshots()
    {
        Replayed();
        _channel.LosePacket(_channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 101)));
        Notice();
        _channel.RefuseReplay();
        Assert.That(Needed(), Is.EqualTo(new[] { FeedRole.Snapshot, FeedRole.OrderSnapshot, FeedRole.Definitions }));
        Levels(1).Levels(2);

        Assert.That((Needed().Contains(FeedRole.Snapshot), _channel.Book().State), Is.EqualTo((false, Core.Books.BookState.Whole)));
    }

    [Test]
    public void ALoopThatWasNeededBeforeTheLossIsNeededWhileLostPacketsComeToo()
    {
        _channel.Dispose();
        _channel = New(isReplayed: true);
        Two();
        _channel.LosePacket(_channel.Message(46, Messages.EndOfEvent, Entry.Bid(1, 101)));
        Notice();
        Assert.That(Needed(), Does.Contain(FeedRole.Snapshot));
        _channel.SendAgain();
        Assert.That(Needed(), Does.Contain(FeedRole.Snapshot));
    }

    [Test]
    public void ANeedThatRoseAndFellBetweenTwoLooksIsSeen()
    {
        Rest();
        long before = _channel.Needs.RiseCount;
        Lose();
        Levels(1).Levels(2).Orders(1).Orders(2).Define(1, 2);

        Assert.That((Needed().Length, _channel.Needs.RiseCount - before), Is.EqualTo((0, 3L)));
    }

    private static RuleChannel New(bool isReplayed) => new(recovery: new RecoveryOptions(), orders: 64, isReplayed: isReplayed);

    // Two instruments that are whole.
    private LoopNeedTests Two()
    {
        _channel.Start().Start(2).Send(46, Entry.Bid(1, 100), Entry.Bid(1, 90) with { Security = 2 });
        return this;
    }

    private void Rest()
    {
        Two().Levels(1).Levels(2).Orders(1).Orders(2).Define(1, 2);
        Assert.That(Needed(), Is.Empty);
    }

    private void Replayed()
    {
        _channel.Dispose();
        _channel = New(isReplayed: true);
        Rest();
    }

    private void Lose()
    {
        _channel.Lose();
        Notice();
    }

    private void Notice() => _channel.Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());

    private LoopNeedTests Levels(int security)
    {
        _channel.Snapshot(new Snapshot
        {
            Last = _channel.LastNumber,
            Security = security,
            RptSeq = _channel.LastRptSeq(security),
            Entries = [Entry.Bid(1, 100)],
            Total = 2,
        });
        return this;
    }

    private LoopNeedTests Orders(int security)
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber) { Security = security, Total = 2 });
        return this;
    }

    private void Define(params int[] securities) => _channel.SnapshotPacket(Messages.LoopPacket(Definitions(securities)), DefinitionGroup);

    private void DefineInMidLoop(params int[] securities)
    {
        byte[] packet = Messages.LoopPacket(Definitions(securities));
        BinaryPrimitives.WriteUInt32LittleEndian(packet, 2);
        _channel.SnapshotPacket(packet, DefinitionGroup);
    }

    private static byte[][] Definitions(int[] securities) => [.. securities.Select(static security =>
    {
        byte[] message = Messages.Of(54, new Definition { Security = security });
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(TotNumReportsOffset), 2);
        return message;
    })];

    private FeedRole[] Needed() => [.. ((FeedRole[])[FeedRole.Snapshot, FeedRole.OrderSnapshot, FeedRole.Definitions]).Where(_channel.Needs.Has)];
}
