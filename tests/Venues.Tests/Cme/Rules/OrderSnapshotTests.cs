using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market by Order - Book Recovery: NoChunks (37709) parts of one LastMsgSeqNumProcessed (369), from CurrentChunk (37710) 1")]
public sealed class OrderSnapshotTests
{
    private static readonly OrderLine[] Two = [new OrderLine(21) { Price = 99 }, new OrderLine(22) { Type = '1', Price = 104, Quantity = 8 }];
    private RuleChannel _channel = null!;

    [SetUp]
    public void LoseSomething()
    {
        _channel = new RuleChannel(recovery: new RecoveryOptions { HistoryPacketsMax = 16, HistoryBytesMax = 1 << 16, HeldPacketsMax = 4, HeldBytesMax = 1 << 16 }, orders: 64);
        _channel.Start().Start(2).SendOrders(47, new OrderLine(11), new OrderLine(12) { Security = 2 });
        _channel.Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
        Assert.That((_channel.OrderState(), _channel.OrderState(2)), Is.EqualTo((OrderBookState.Suspect, OrderBookState.Suspect)));
    }

    [TearDown]
    public void Close() => _channel.Dispose();

    [TestCase(53)]
    [TestCase(44)]
    public void ASnapshotInOnePartMakesTheOrdersOfItsInstrumentWhole(int template)
    {
        int nano = template == 44 ? 100 : 1;
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two) { Template = template });

        Assert.That((_channel.OrderState(), _channel.OrderState(2)), Is.EqualTo((OrderBookState.Whole, OrderBookState.Suspect)));
        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (99L * nano, 21UL, 5L) }), "and what was there before is gone");
        Assert.That(_channel.Orders(BookSide.Ask), Is.EqualTo(new[] { (104L * nano, 22UL, 8L) }));
        Assert.That((_channel.Recovery.OrdersRestored, _channel.Recovery.OrderParts, _channel.Recovery.OrderPartsTaken), Is.EqualTo((1L, 1L, 1L)));
    }

    [Test]
    public void ItIsOneMatchEventOfRestoredEvents()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two));

        Assert.That(_channel.Events.Select(static told => told.Kind), Is.EqualTo(new[] { EventKind.OrderClear, EventKind.Order, EventKind.Order, EventKind.OrderWhole }));
        Assert.That(_channel.Events.Select(static told => told.Flags & EventFlags.Restored), Has.All.EqualTo(EventFlags.Restored));
        Assert.That(_channel.Events[^1].Flags, Is.EqualTo(EventFlags.Restored | EventFlags.LastOfInstrument | EventFlags.EndOfEvent));
    }

    [Test]
    [Source("An empty book has one part without entries")]
    public void AnEmptyBookIsKnownToBeEmpty()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber));
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Whole, 0)));
    }

    [Test]
    public void OfSeveralPartsTheLastOneMakesItWhole()
    {
        uint last = _channel.LastNumber;
        _channel.OrderPart(new OrderPart(last, Two[0]) { Parts = 2 });
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Restoring));
        _channel.OrderPart(new OrderPart(last, Two[1]) { Parts = 2, Part = 2 });
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length, _channel.Orders(BookSide.Ask).Length), Is.EqualTo((OrderBookState.Whole, 1, 1)));
    }

    [Test]
    [Source("Order updates with a packet number above 369 come behind the snapshot")]
    public void WhatTheSequenceToldSinceIsAppliedToIt()
    {
        uint last = _channel.LastNumber;
        _channel.SendOrders(47, new OrderLine(31) { Price = 98 }, new OrderLine(21) { Action = OrderLine.Delete }); // of before the first part
        _channel.OrderPart(new OrderPart(last, Two[0]) { Parts = 2 });
        _channel.SendOrders(46, [Entry.Ask(1, 104)], new OrderLine(22) { Action = OrderLine.Update, Quantity = 3 }); // and between the parts
        _channel.OrderPart(new OrderPart(last, Two[1]) { Parts = 2, Part = 2 });

        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Whole));
        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (98L, 31UL, 5L) }));
        Assert.That(_channel.Orders(BookSide.Ask), Is.EqualTo(new[] { (104L, 22UL, 3L) }));
        _channel.SendOrders(47, new OrderLine(41) { Price = 97 });
        Assert.That(_channel.Orders(BookSide.Bid).Length, Is.EqualTo(2), "and the sequence goes on");
    }

    [Test]
    [Source("A packet of number 369 is in the snapshot")]
    public void ThePacketThatItNamesIsNotAppliedAgain()
    {
        _channel.SendOrders(47, new OrderLine(21) { Price = 99 });
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two));
        Assert.That((_channel.OrderState(), _channel.OrderCounters.Duplicates), Is.EqualTo((OrderBookState.Whole, 0L)));
    }

    [Test]
    public void BothLinesOfASnapshotMakeItOnceAndTheOneBringsWhatTheOtherLost()
    {
        uint last = _channel.LastNumber;
        OrderPart[] parts = [new(last, Two[0]) { Parts = 3 }, new(last, Two[1]) { Parts = 3, Part = 2 }, new(last, new OrderLine(23)) { Parts = 3, Part = 3 }];
        _channel.OrderPart(parts[0]).OrderPart(parts[0], RuleChannel.OrderSnapshotB).OrderPart(parts[2]); // line A has lost the second
        Assert.That((_channel.Recovery.OrderPartsNotNeeded, _channel.Recovery.OrderPartsAhead, _channel.OrderState()), Is.EqualTo((1L, 1L, OrderBookState.Restoring)));
        _channel.OrderPart(parts[1], RuleChannel.OrderSnapshotB).OrderPart(parts[2], RuleChannel.OrderSnapshotB);
        Assert.That((_channel.OrderState(), _channel.Instruments.Orders!.Books.OrderCount), Is.EqualTo((OrderBookState.Whole, 4)));
    }

    [Test]
    [Source("Partials are discarded at the next chunk 1")]
    public void ALoopThatBeginsAgainStartsTheSnapshotAnew()
    {
        uint last = _channel.LastNumber;
        _channel.OrderPart(new OrderPart(last, Two[0]) { Parts = 2 }).Packet(Messages.Heartbeat());
        _channel.OrderPart(new OrderPart(last + 1, new OrderLine(41) { Price = 90 }) { Parts = 2 });
        _channel.OrderPart(new OrderPart(last, Two[1]) { Parts = 2, Part = 2 }); // of the loop before, late by the other line
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Restoring));
        _channel.OrderPart(new OrderPart(last + 1, new OrderLine(42) { Price = 91 }) { Parts = 2, Part = 2 });

        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Whole));
        Assert.That(_channel.Orders(BookSide.Bid).Select(order => order.Id), Is.EqualTo(new[] { 42UL, 41UL }));
    }

    [Test]
    public void ASnapshotOfBeforeTheLossProvesNothing()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber - 4, Two));
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsTooOld), Is.EqualTo((OrderBookState.Suspect, 1L)));
    }

    [Test]
    public void OneBehindWhichMoreCameThanIsKeptProvesNothing()
    {
        uint last = _channel.LastNumber;
        _channel.OrderPart(new OrderPart(last, Two[0]) { Parts = 2 });
        for (int i = 0; i < 20; i++) _channel.Packet(Messages.Heartbeat());
        _channel.OrderPart(new OrderPart(last, Two[1]) { Parts = 2, Part = 2 });
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsTooOld), Is.EqualTo((OrderBookState.Restoring, 1L)));
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two));
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Whole), "the next loop heals it");
    }

    [Test]
    public void OneThatTheSequenceHasNotReachedWaits()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber + 1, Two));
        Assert.That((_channel.OrderState(), _channel.Recovery.HeldPackets), Is.EqualTo((OrderBookState.Suspect, 1L)));
        _channel.SendOrders(47, new OrderLine(21) { Price = 99 });
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    [Test]
    public void ALossWhileItIsReadEndsIt()
    {
        uint last = _channel.LastNumber;
        _channel.OrderPart(new OrderPart(last, Two[0]) { Parts = 2 }).Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
        _channel.OrderPart(new OrderPart(last, Two[1]) { Parts = 2, Part = 2 });
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Suspect));
    }

    [Test]
    [Source("Entry type J while a snapshot is read: the book is empty from there on")]
    public void AResetWhileItIsReadLeavesTheBookKnown()
    {
        uint last = _channel.LastNumber;
        _channel.OrderPart(new OrderPart(last, Two[0]) { Parts = 2 }).Send(46, new Entry { Type = 'J' });
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Whole, 0)));
        _channel.OrderPart(new OrderPart(last, Two[1]) { Parts = 2, Part = 2 });
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsNotNeeded), Is.EqualTo((OrderBookState.Whole, 1L)));
    }

    [Test]
    public void OneThatContradictsItselfIsRefusedAndTheNextOneTaken()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two[0], Two[0]));
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsRefused), Is.EqualTo((OrderBookState.Suspect, 1L)));
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two));
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Whole));
    }

    [Test]
    public void OneThatTheSequenceSinceContradictsIsRefused()
    {
        uint last = _channel.LastNumber;
        _channel.SendOrders(47, new OrderLine(77) { Action = OrderLine.Delete }); // an order that the snapshot should have
        _channel.OrderPart(new OrderPart(last, Two));
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsRefused, _channel.Recovery.OrdersRestored), Is.EqualTo((OrderBookState.Suspect, 1L, 0L)));
    }

    [TestCase(0u, 1u)]
    [TestCase(2u, 0u)]
    [TestCase(2u, 3u)]
    [TestCase(uint.MaxValue, 1u)]
    public void PartsThatCannotBeAreRefused(uint parts, uint part)
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two) { Parts = parts, Part = part });
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsRefused), Is.EqualTo((OrderBookState.Suspect, 1L)));
    }

    [TestCase('E')]
    [TestCase('J')]
    public void OrdersOfNoDirectSideAreRefused(char type)
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber, new OrderLine(21) { Type = type }));
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsRefused), Is.EqualTo((OrderBookState.Suspect, 1L)));
    }

    [Test]
    public void AHealthyBookIsLeftAlone()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two)).OrderPart(new OrderPart(_channel.LastNumber, new OrderLine(99)));
        Assert.That((_channel.Orders(BookSide.Bid)[0].Id, _channel.Recovery.OrderPartsNotNeeded), Is.EqualTo((21UL, 1L)));
        Assert.That(_channel.Events, Is.Empty);
    }

    [Test]
    public void OneOfAnInstrumentThatWasNeverHeardOfMakesItKnown()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two) { Security = 9 });
        Assert.That((_channel.OrderState(9), _channel.Orders(BookSide.Bid, 9).Length), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    [Test]
    [Source("The first price-depth snapshot of a week may be missing: the book by order stands by itself")]
    public void OrdersHealThoughNoLevelsAreTold()
    {
        _channel.Send(46, Entry.Bid(3, 95) with { RptSeq = 9 });
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two));
        Assert.That((_channel.Book().State, _channel.OrderState()), Is.EqualTo((BookState.Partial, OrderBookState.Whole)));
    }

    [Test]
    public void ASnapshotOfLevelsLeavesTheOrdersAlone()
    {
        _channel.OrderPart(new OrderPart(_channel.LastNumber, Two));
        _channel.Snapshot(new Snapshot { Last = _channel.LastNumber, RptSeq = _channel.LastRptSeq(), Entries = [Entry.Bid(1, 99)] });
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    [Test]
    public void WholeOrdersAreHeldAgainstASnapshotOfTheLastPacket()
    {
        using RuleChannel channel = new RuleChannel(recovery: new RecoveryOptions { Verifies = true }, orders: 8).Start().SendOrders(47, Two);
        channel.OrderPart(new OrderPart(channel.LastNumber, Two));
        Assert.That((channel.Recovery.SnapshotsAgreed, channel.Recovery.SnapshotsDiverged), Is.EqualTo((1L, 0L)));
        channel.OrderPart(new OrderPart(channel.LastNumber, Two[0] with { Quantity = 6 })).OrderPart(new OrderPart(channel.LastNumber, new OrderLine(99)));
        Assert.That((channel.Recovery.SnapshotsAgreed, channel.Recovery.SnapshotsDiverged), Is.EqualTo((1L, 2L)));
        channel.OrderPart(new OrderPart(channel.LastNumber - 1, new OrderLine(99)));
        Assert.That((channel.Recovery.SnapshotsDiverged, channel.OrderState()), Is.EqualTo((2L, OrderBookState.Whole)), "one of another moment is not compared");
    }
}
