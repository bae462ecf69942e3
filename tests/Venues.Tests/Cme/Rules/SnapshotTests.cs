using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market Recovery: LastMsgSeqNumProcessed (369) is the last packet that a snapshot includes, RptSeq (83) the instrument's last entry")]
public sealed class SnapshotTests
{
    private static readonly RecoveryOptions Watching = new() { Verifies = true };
    private const int Open = 17;
    private const int Halted = 2;
    private RuleChannel _channel = null!;

    [SetUp]
    public void LoseSomething()
    {
        _channel = new RuleChannel(recovery: new RecoveryOptions { HistoryPacketsMax = 64, HistoryBytesMax = 1 << 16, HeldPacketsMax = 4, HeldBytesMax = 1 << 16 });
        _channel.Start().Start(2).Send(46, Entry.Bid(1, 100), Entry.Ask(1, 103)).Send(37, Entry.Volume(5)).Send(new StatusMessage(Open) { Security = 1 });
        _channel.Lose(3).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat()).Send(46, Entry.Bid(1, 90) with { Security = 2 }); // of instrument 1 entries 4 and 5 are lost, as the snapshot will tell
        Assert.That((_channel.Book().State, _channel.Book(2).State), Is.EqualTo((BookState.Suspect, BookState.Whole)));
    }

    [TearDown]
    public void Close() => _channel.Dispose();

    [TestCase(52)]
    [TestCase(38)]
    [TestCase(69)]
    public void ASnapshotOfTheLastPacketMakesTheBookWhole(int template)
    {
        int nano = Messages.NanoPerMantissa(template);
        _channel.Snapshot(Usual() with { Template = template });

        Assert.That((_channel.Book().State, _channel.Book().Doubts, _channel.Book().RptSeq), Is.EqualTo((BookState.Whole, BookDoubts.None, 5u)));
        Assert.That(_channel.Levels(BookSide.Bid), Is.EqualTo(new long[] { 101 * nano, 99 * nano }));
        Assert.That(_channel.Levels(BookSide.Ask), Is.EqualTo(new long[] { 104 * nano }));
        Assert.That((_channel.Book().Volume, _channel.Book().StatusCode), Is.EqualTo((8L, (byte)Halted)));
        Assert.That((_channel.Statistics()[StatisticKind.SessionHigh], _channel.Statistics().HasDoubt), Is.EqualTo((110L * nano, false)));
        Assert.That((_channel.Recovery.Restored, _channel.Recovery.Snapshots), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public void ItIsOneMatchEventOfRestoredEventsThatEndsForItsInstrument()
    {
        _channel.Snapshot(Usual());

        Assert.That(_channel.Events.Select(static told => told.Flags & EventFlags.Restored), Has.All.EqualTo(EventFlags.Restored));
        Assert.That(_channel.Events[0].Kind, Is.EqualTo(EventKind.BookClear));
        Assert.That(_channel.Events[^1].Flags, Is.EqualTo(EventFlags.Restored | EventFlags.LastOfInstrument | EventFlags.EndOfEvent));
        Assert.That(_channel.Events.Select(static told => told.SeqNum), Has.All.EqualTo(_channel.LastNumber));
    }

    [Test]
    public void TheSequenceOfTheInstrumentGoesOnFromIt()
    {
        _channel.Snapshot(Usual()).Renumber(6).Send(46, Entry.Bid(1, 102));

        Assert.That((_channel.Book().State, _channel.Counters.RptSeqGaps), Is.EqualTo((BookState.Whole, 0L)));
        Assert.That(_channel.Levels(BookSide.Bid), Is.EqualTo(new long[] { 102, 101, 99 }));
    }

    [Test]
    [Source("What came behind the snapshot is applied to it, by RptSeq")]
    public void EntriesBehindItBringItUpToDate()
    {
        uint last = _channel.LastNumber;
        _channel.Renumber(6).Send(46, Entry.Bid(1, 102)).Send(46, Entry.Ask(1, 103), Entry.Bid(1, 91) with { Security = 2 });
        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Partial), "entries 4 and 5 are missing");
        _channel.Snapshot(Usual() with { Last = last });

        Assert.That((_channel.Book().State, _channel.Book().RptSeq, _channel.Recovery.ReplayedEntries), Is.EqualTo((BookState.Whole, 7u, 2L)));
        Assert.That((_channel.Levels(BookSide.Bid), _channel.Levels(BookSide.Ask)), Is.EqualTo((new long[] { 102, 101, 99 }, new long[] { 103, 104 })));
    }

    [Test]
    [Source("A trade is told when it comes, and not again")]
    public void ATradeBehindItIsNotToldTwice()
    {
        uint last = _channel.LastNumber;
        _channel.Renumber(6).Send(48, Entry.Trade(101, 3));
        Assert.That(_channel.The(EventKind.Trade).Quantity, Is.EqualTo(3));
        _channel.Snapshot(Usual() with { Last = last });

        Assert.That(_channel.Of(EventKind.Trade), Is.Empty);
        Assert.That((_channel.Of(EventKind.LastTrade)[^1].PriceNano, _channel.Book().LastPriceNano, _channel.Book().RptSeq), Is.EqualTo((101L, 101L, 6u)));
    }

    [Test]
    [Source("Packets between the snapshot and what is at hand were lost: nothing proves what they held")]
    public void ASnapshotFromBeforeTheLossIsTooOld()
    {
        _channel.Snapshot(Usual() with { Last = _channel.LastNumber - 4 });

        Assert.That((_channel.Book().State, _channel.Recovery.TooOld, _channel.Events.Count), Is.EqualTo((BookState.Suspect, 1L, 0)));
        _channel.Snapshot(Usual() with { Last = _channel.LastNumber - 3 }); // the last of those that were lost: what it includes is all that was missed
        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    public void ASnapshotThatIsAheadWaitsForItsPacket()
    {
        _channel.Snapshot(Usual() with { Last = _channel.LastNumber + 1, RptSeq = 6 });
        Assert.That((_channel.Book().State, _channel.Recovery.HeldPackets), Is.EqualTo((BookState.Suspect, 1L)));
        _channel.Renumber(6).Send(46, Entry.Bid(1, 102));

        Assert.That((_channel.Book().State, _channel.Levels(BookSide.Bid)), Is.EqualTo((BookState.Whole, new long[] { 101, 99 })), "it includes the packet");
    }

    [Test]
    [Source("Nothing interrupts a match event (5799 bit 7)")]
    public void ASnapshotWaitsForTheEndOfTheMatchEvent()
    {
        _channel.Packet(_channel.Message(46, 0, Entry.Bid(1, 92) with { Security = 2 })).Snapshot(Usual());
        Assert.That((_channel.Book().State, _channel.Events.Count), Is.EqualTo((BookState.Suspect, 0)));
        _channel.Send(46, Entry.Ask(1, 93) with { Security = 2 });

        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Whole));
        Assert.That(_channel.Events.Select(static told => (told.Kind, (told.Flags & EventFlags.EndOfEvent) != 0)).First(), Is.EqualTo((EventKind.Book, true)));
    }

    [TestCase("entries go on with a hole")]
    [TestCase("it ends before the channel's last entry")]
    [TestCase("levels out of order")]
    [TestCase("a level twice")]
    [TestCase("a level too deep")]
    [TestCase("a level without a price")]
    [TestCase("a hole in the levels")]
    [TestCase("a number that is far away")]
    public void ASnapshotThatContradictsIsRefusedAndChangesNothing(string how)
    {
        uint last = _channel.LastNumber;
        if (how.StartsWith("entries", StringComparison.Ordinal)) _channel.Renumber(7).Send(46, Entry.Bid(1, 102));
        if (how.StartsWith("it ends", StringComparison.Ordinal)) last = _channel.Renumber(7).Send(46, Entry.Bid(1, 102)).LastNumber;
        BookState before = _channel.Book().State;
        _channel.Snapshot(how switch
        {
            "levels out of order" => Usual() with { Entries = [Entry.Bid(1, 99), Entry.Bid(2, 101)] },
            "a level twice" => Usual() with { Entries = [Entry.Bid(1, 101), Entry.Bid(1, 99)] },
            "a level too deep" => Usual() with { Entries = [Entry.Bid(11, 101)] },
            "a level without a price" => Usual() with { Entries = [Entry.Bid(1, null)] },
            "a hole in the levels" => Usual() with { Entries = [Entry.Bid(1, 101), Entry.Bid(3, 99)] },
            "a number that is far away" => Usual() with { Last = last + (1u << 30) },
            _ => Usual() with { Last = last },
        });

        Assert.That((_channel.Recovery.Refused, _channel.Book().State, _channel.Events.Count), Is.EqualTo((1L, before, 0)));
    }

    [Test]
    public void ADamagedPacketIsCountedAndChangesNothing()
    {
        byte[] packet = Messages.SnapshotPacket(Usual());
        foreach (int length in new[] { 3, 20, packet.Length - 1 }) _channel.SnapshotPacket(packet[..length]);

        Assert.That((_channel.Recovery.DamagedPackets, _channel.Book().State), Is.EqualTo((3L, BookState.Suspect)));
    }

    [TestCase("every level was stated")]
    [TestCase("the venue emptied the book")]
    [Source("Joined in mid-session: a statistic such as the opening price is told once, and a late joiner has it from the snapshot alone")]
    public void WhatWasToldOfStatisticsBeforeTheFeedJoinedComesByTheSnapshot(string how)
    {
        using RuleChannel channel = new(recovery: new RecoveryOptions());
        channel.GoTo(100).Renumber(40, security: 3).Send(54, new Definition { Security = 3, Group = "ES", Asset = "ES", Depths = [("GBX", 10), ("GBI", 2)] });
        if (how.StartsWith("every", StringComparison.Ordinal)) channel.Send(46, [.. Enumerable.Range(1, 10).SelectMany(static level => StatedOf(3, (byte)level))]);
        else channel.Send(46, new Entry { Security = 3, Type = 'J' });
        Assert.That((channel.Book(3).State, channel.Statistics(3).IsInDoubt(StatisticKind.Open)), Is.EqualTo((BookState.Whole, true)));
        channel.Snapshot(Usual() with { Security = 3, Last = channel.LastNumber, RptSeq = channel.LastRptSeq(3), Entries = [Entry.Bid(1, 101), Entry.Statistic('4', 95)] });

        Assert.That((channel.Statistics(3)[StatisticKind.Open], channel.Statistics(3).HasDoubt, channel.Levels(BookSide.Bid, 3)), Is.EqualTo((95L, false, new long[] { 101 })));
        Assert.That((channel.Recovery.Restored, channel.Recovery.NotNeeded), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public void ABookInNoNeedIsLeftAlone()
    {
        _channel.Snapshot(Usual() with { Security = 2, RptSeq = 2, Entries = [Entry.Bid(1, 50)] });

        Assert.That((_channel.Recovery.NotNeeded, _channel.Levels(BookSide.Bid, 2), _channel.Events.Count), Is.EqualTo((1L, new long[] { 90 }, 0)));
    }

    [Test]
    [Source("A status carries no number: what was told since the loss stands")]
    public void AStatusThatWasToldSinceStands()
    {
        uint last = _channel.LastNumber;
        _channel.Send(new StatusMessage(Open) { Security = 1 }).Snapshot(Usual() with { Last = last });

        Assert.That((_channel.Book().StatusCode, _channel.Of(EventKind.Status).Length), Is.EqualTo(((byte)Open, 0)));
    }

    [Test]
    [Source("A halt may be the instrument's own, which no status of its group lifts: a snapshot does not tell")]
    public void AStatusOfTheGroupAfterARestoredHaltIsInDoubt()
    {
        _channel.Snapshot(Usual()).Send(new StatusMessage(Open) { Group = "ES" });

        Assert.That(_channel.Book().Doubts, Is.EqualTo(BookDoubts.Status));
    }

    [Test]
    [Source("The same where nothing was lost: the instrument was never defined, and a halt of its group put its status in doubt")]
    public void ARestoredHaltMayBeTheInstrumentsOwn()
    {
        using RuleChannel channel = new(recovery: new RecoveryOptions());
        channel.Send(46, new Entry { Security = 3, Type = 'J' }).Send(new StatusMessage(Open) { Security = 3 }).Send(new StatusMessage(Halted) { Group = "ES" });
        channel.Snapshot(Usual() with { Security = 3, Last = channel.LastNumber, RptSeq = 1, Entries = [] });
        Assert.That((channel.Book(3).StatusCode, channel.Book(3).Doubts), Is.EqualTo(((byte)Halted, BookDoubts.None)));
        channel.Send(54, new Definition { Security = 3, Group = "ES", Asset = "ES" }).Send(new StatusMessage(Open) { Group = "ES" });

        Assert.That(channel.Book(3).Doubts, Is.EqualTo(BookDoubts.Status));
    }

    [Test]
    [Source("Implied matching that ends behind the snapshot ends the implied levels that it shows")]
    public void ImpliedLevelsThatEndedSinceAreGone()
    {
        uint last = _channel.LastNumber;
        _channel.Send(new StatusMessage(103) { Group = "ES", Event = 6 });
        _channel.Snapshot(Usual() with { Last = last, Entries = [.. Usual().Entries, Entry.ImpliedBid(1, 100)] });

        Assert.That((_channel.Book().State, _channel.Levels(BookSide.ImpliedBid)), Is.EqualTo((BookState.Whole, Array.Empty<long>())));
    }

    [Test]
    [Source("A channel reset starts every RptSeq at 1: what a snapshot showed before is of no use")]
    public void AResetOfTheChannelEndsTheUseOfOlderSnapshots()
    {
        uint last = _channel.LastNumber;
        _channel.Packet(Messages.Reset()).Renumber(6).Send(46, Entry.Bid(1, 88)).Snapshot(Usual() with { Last = last }); // a number that goes on by chance

        Assert.That((_channel.Recovery.TooOld, _channel.Recovery.Restored), Is.EqualTo((1L, 0L)));
    }

    [Test]
    [Source("A weekly restart: what was sent before is of a session that is over")]
    public void ASnapshotOfTheSessionBeforeIsNotTaken()
    {
        _channel.Snapshot(Usual() with { Last = _channel.LastNumber + 2 });
        uint old = _channel.LastNumber;
        _channel.GoTo(1);
        for (int i = 0; i < 2 * (int)old; i++) _channel.Packet(Messages.Heartbeat());
        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Unknown), "the one that waited went with its session");
        _channel.Snapshot(Usual() with { Last = 5 });

        Assert.That((_channel.Recovery.OldPackets, _channel.Book().State), Is.EqualTo((1L, BookState.Unknown)));
    }

    [Test]
    [Source("A definition that came since may have changed the depth, or which instrument has the id: the book of before is not its book")]
    public void ASnapshotFromBeforeTheDefinitionIsTooOld()
    {
        uint last = _channel.LastNumber;
        _channel.Send(54, new Definition { Security = 1, Group = "ES", Asset = "ES", Depths = [("GBX", 10), ("GBI", 2)] }).Snapshot(Usual() with { Last = last });
        Assert.That((_channel.Recovery.TooOld, _channel.Recovery.Restored), Is.EqualTo((1L, 0L)));
        _channel.Snapshot(Usual());

        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [TestCase(4_000_000_000u)]
    [TestCase(uint.MaxValue)]
    public void ANumberBeforeTheFirstIsRefused(uint last)
    {
        _channel.Snapshot(Usual() with { Last = last });

        Assert.That((_channel.Recovery.Refused, _channel.Book().State), Is.EqualTo((1L, BookState.Suspect)));
    }

    [Test]
    [Source("Both lines carry the loop: one end of it is one end")]
    public void TwoLinesOfALoopDoNotEndItTwice()
    {
        byte[] first = Messages.AsFirst(Messages.SnapshotPacket(Usual() with { Security = 2, RptSeq = 2, Entries = [Entry.Bid(1, 90)] }));
        foreach (int group in new[] { 2, 3 }) _channel.SnapshotPacket(first, group);
        uint last = _channel.LastNumber;
        _channel.Packet(Messages.Heartbeat()).Snapshot(Usual() with { Last = last });

        Assert.That((_channel.Recovery.Restored, _channel.Recovery.TooOld), Is.EqualTo((1L, 0L)), "the packet behind it is kept until a whole loop has passed");
    }

    [Test]
    [Source("An instrument that was never heard of: what a snapshot without proof tells of it is nothing")]
    public void AnUnknownInstrumentOfARefusedOrOldSnapshotOpensNoMatchEvent()
    {
        _channel.Snapshot(Usual() with { Security = 7, Last = 1 });
        Assert.That((_channel.Recovery.TooOld, _channel.Instruments.Find(7)), Is.EqualTo((1L, -1)));
        _channel.Snapshot(Usual() with { Security = 7, Entries = [Entry.Bid(11, 1)] });
        Assert.That((_channel.Recovery.Refused, _channel.Events[^1].Flags & EventFlags.LastOfInstrument), Is.EqualTo((1L, EventFlags.LastOfInstrument)));
        _channel.Snapshot(Usual());

        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Whole), "and the next snapshot does not wait");
    }

    [Test]
    [Source("Daily statistics stand outside of match events: 5799 may be 0, and nothing ends them")]
    public void AMatchEventThatNothingEndsHoldsNoSnapshotForEver()
    {
        _channel.Packet(_channel.Message(49, 0, Entry.Statistic('6', 95) with { Security = 2 })).Snapshot(Usual());
        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Suspect));
        _channel.SnapshotPacket(Messages.SnapshotPacket(Usual()), laterNs: 200_000_000);

        Assert.That(_channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [TestCase((byte)255)]
    [TestCase((byte)103)]
    [TestCase((byte)1)]
    public void AStatusInDoubtThatNoSnapshotTellsIsNotRestoredAgainAndAgain(byte code)
    {
        for (int i = 0; i < 5; i++) _channel.Snapshot(Usual() with { Status = code });

        Assert.That((_channel.Recovery.Restored, _channel.Recovery.NotNeeded, _channel.Book().Doubts), Is.EqualTo((1L, 4L, BookDoubts.Status)));
    }

    [Test]
    [Source("CME MDP 3.0, instrument definition feed: a loop tells again what is; LastUpdateTime (779) tells what is newer")]
    public void ADefinitionOfTheLoopIsTakenWhenItIsNewer()
    {
        byte[] same = Messages.LoopPacket(Messages.Of(54, new Definition { Security = 1, Group = "ES", Asset = "ES", Depths = [("GBX", 10), ("GBI", 2)] }));
        byte[] unknown = Messages.LoopPacket(Messages.Of(54, new Definition { Security = 5, Group = "NQ", Asset = "NQ", Depths = [("GBX", 3)] }));
        _channel.SnapshotPacket(same, group: 4);
        Assert.That((_channel.Recovery.Definitions, _channel.Events.Count), Is.EqualTo((0L, 0)), "nothing is new");
        _channel.SnapshotPacket(unknown, group: 4);

        Assert.That((_channel.Recovery.Definitions, _channel.Definition(5).SecurityGroup, _channel.Book(5).Depth(BookSide.Bid)), Is.EqualTo((1L, "NQ", 3)));
        Assert.That(_channel.Of(EventKind.Definition)[^1].Flags & EventFlags.Restored, Is.EqualTo(EventFlags.Restored));
        Assert.That(_channel.Book(5).StatusCode, Is.EqualTo(InstrumentBook.UntoldStatusCode), "when its status was so is not told");
    }

    [Test]
    [Source("A null number of orders is null (346)")]
    public void ANullNumberOfOrdersStaysNull()
    {
        _channel.Snapshot(Usual() with { Entries = [Entry.Bid(1, 101) with { Orders = null }] });

        Assert.That(_channel.Book().TryGetLevel(BookSide.Bid, 1, out Level level), Is.True);
        Assert.That(level.Orders, Is.EqualTo(MarketEvent.NullOrders));
    }

    // All that a book of usual depths has of a level.
    private static IEnumerable<Entry> StatedOf(int security, byte level)
    {
        Entry[] all = [Entry.Bid(level, 101 - level), Entry.Ask(level, 101 + level), Entry.ImpliedBid(level, 101 - level), Entry.ImpliedAsk(level, 101 + level)];
        return all.Take(level <= 2 ? 4 : 2).Select(entry => entry with { Security = security });
    }

    private Snapshot Usual() => new()
    {
        Last = _channel.LastNumber,
        RptSeq = 5,
        Status = Halted,
        Entries = [Entry.Bid(1, 101), Entry.Bid(2, 99), Entry.Ask(1, 104), Entry.Statistic('7', 110), Entry.Volume(8)],
    };

    [Test]
    [Source("Security status (30), SecurityTradingEvent 6: implied books are dropped, and the status has no RptSeq")]
    public void ImpliedSidesAreHeldAgainstASnapshotOfTheLastPacketAlone()
    {
        using RuleChannel channel = new RuleChannel(recovery: Watching).Start().Send(46, Entry.ImpliedBid(1, 100));
        Snapshot before = new() { Last = channel.LastNumber, RptSeq = channel.LastRptSeq(), Entries = [Entry.ImpliedBid(1, 100)] };
        channel.Send(new StatusMessage(103, Event: 6) { Security = 1 }).Snapshot(before);
        Assert.That((channel.Recovery.SnapshotsAgreed, channel.Recovery.SnapshotsDiverged), Is.EqualTo((1L, 0L)));
        channel.Snapshot(before with { Last = channel.LastNumber });
        Assert.That(channel.Recovery.SnapshotsDiverged, Is.EqualTo(1L));
    }

    [Test]
    [Source("A whole book and a snapshot with the same RptSeq (83) are one state")]
    public void AWholeBookIsHeldAgainstASnapshotOfItsOwnState()
    {
        using RuleChannel channel = new RuleChannel(recovery: Watching).Start().Send(46, Entry.Bid(1, 100), Entry.Ask(1, 103));
        Snapshot same = new() { Last = channel.LastNumber, RptSeq = channel.LastRptSeq(), Entries = [Entry.Bid(1, 100), Entry.Ask(1, 103)] };
        channel.Snapshot(same);
        Assert.That((channel.Recovery.SnapshotsAgreed, channel.Recovery.SnapshotsDiverged), Is.EqualTo((1L, 0L)));

        channel.Snapshot(same with { Entries = [Entry.Bid(1, 100, size: 11), Entry.Ask(1, 103)] });
        channel.Snapshot(same with { Entries = [Entry.Bid(1, 100)] });
        Assert.That((channel.Recovery.SnapshotsAgreed, channel.Recovery.SnapshotsDiverged), Is.EqualTo((1L, 2L)));
        Assert.That((channel.Book().State, channel.Levels(BookSide.Ask).Length), Is.EqualTo((BookState.Whole, 1)), "a divergence changes nothing");

        channel.Snapshot(same with { RptSeq = same.RptSeq - 1, Entries = [] });
        Assert.That(channel.Recovery.SnapshotsDiverged, Is.EqualTo(2L), "one of another state is not compared");
    }

    [Test]
    public void AnInstrumentThatIsFirstMetInALoopIsNotTakenForOneOfACache()
    {
        _channel.Snapshot(Usual() with { Security = 9 });
        Assert.That((_channel.The(EventKind.Definition).Flags & (EventFlags.Assumed | EventFlags.Restored), _channel.The(EventKind.Definition).IsFromCache),
            Is.EqualTo((EventFlags.Assumed, false)));
    }
}
