using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market by Order: orders are whole from packet 1, a reset or a snapshot on, and a consumer that follows the events claims what the feed claims")]
public sealed class OrderDoubtTests
{
    private RuleChannel _channel = null!;

    [SetUp]
    public void Open() => _channel = new RuleChannel(recovery: new RecoveryOptions(), orders: 64).Start().SendOrders(47, new OrderLine(11));

    [TearDown]
    public void Close() => _channel.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    [Source("Security definition with update action D: the instrument is withdrawn, and its id may be given to another")]
    public void AnInstrumentThatIsWithdrawnHasNoOrdersAndItsIdIsKnownAgainByASnapshot(bool isHealed)
    {
        Lose();
        if (isHealed) _channel.OrderPart(new OrderPart(_channel.LastNumber, new OrderLine(21)));
        uint before = _channel.LastNumber;
        _channel.Send(54, new Definition { Action = 'D' });
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Suspect, 0)));

        _channel.OrderPart(new OrderPart(_channel.LastNumber, new OrderLine(21)));
        Assert.That(_channel.Recovery.OrderPartsNotNeeded, Is.EqualTo(1L), "nobody asks for one that is gone");
        _channel.Send(54, new Definition { Symbol = "ESH7" }).OrderPart(new OrderPart(before, new OrderLine(21)));
        Assert.That((_channel.OrderState(), _channel.Recovery.OrderPartsTooOld), Is.EqualTo((OrderBookState.Suspect, 1L)), "that was another instrument's");
        _channel.OrderPart(new OrderPart(_channel.LastNumber, new OrderLine(31)));
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid)[0].Id), Is.EqualTo((OrderBookState.Whole, 31UL)));
    }

    [Test]
    public void OneThatIsWithdrawnWhileItsSnapshotIsReadIsNotRestored()
    {
        Lose();
        uint last = _channel.LastNumber;
        _channel.OrderPart(new OrderPart(last, new OrderLine(21)) { Parts = 2 }).Send(54, new Definition { Action = 'D' }).Send(54, new Definition());
        _channel.OrderPart(new OrderPart(last, new OrderLine(22)) { Parts = 2, Part = 2 });
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Suspect, 0)));
        Lose();
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Suspect));
    }

    [Test]
    public void WhereTheChannelIsFollowedFromItsFirstPacketAWithdrawnInstrumentIsKnownToHaveNone()
    {
        _channel.Send(54, new Definition { Action = 'D' }).Send(54, new Definition()).SendOrders(47, new OrderLine(12));
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    [Test]
    [Source("Channel reset (4): it may have lain in the buffers in front of what was dropped")]
    public void AResetOfTheChannelDoesNotTellWhatThisMachineDropped()
    {
        _channel.Drop().Packet(Messages.Reset());
        Assert.That((_channel.Book().State, _channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((BookState.Suspect, OrderBookState.Suspect, 0)));
        _channel.Drain().Packet(Messages.Heartbeat());
        Assert.That((_channel.Book().State, _channel.OrderState()), Is.EqualTo((BookState.Whole, OrderBookState.Whole)), "the next number does");
    }

    [Test]
    public void AResetInFrontOfPacketsThatThisMachineDroppedLeavesEveryBookInDoubt()
    {
        _channel.Drop().Packet(Messages.Reset()).Lose().Drain().Packet(Messages.Heartbeat());
        Assert.That((_channel.Book().State, _channel.OrderState()), Is.EqualTo((BookState.Suspect, OrderBookState.Suspect)));
        Assert.That(_channel.Of(EventKind.Gap), Has.Length.EqualTo(1));
    }

    [Test]
    public void AnInstrumentThatIsMetWhileThisMachineMayHaveDroppedIsInDoubtToo()
    {
        _channel.Drop().Start(2);
        Assert.That((_channel.Book(2).State, _channel.OrderState(2)), Is.EqualTo((BookState.Suspect, OrderBookState.Suspect)));
        _channel.Drain().Packet(Messages.Heartbeat());
        Assert.That((_channel.Book(2).State, _channel.OrderState(2)), Is.EqualTo((BookState.Whole, OrderBookState.Whole)));
    }

    [Test]
    public void ASnapshotThatIsReadWhileThisMachineMayHaveDroppedIsWholeWhenTheNumbersTell([Values] bool wasOfTheChannel)
    {
        Lose();
        uint last = _channel.LastNumber;
        _channel.OrderPart(new OrderPart(last, new OrderLine(21)) { Parts = 2 }).Drop().OrderPart(new OrderPart(last, new OrderLine(22)) { Parts = 2, Part = 2 });
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Suspect));
        if (wasOfTheChannel) _channel.Lose();
        _channel.Drain().Packet(Messages.Heartbeat());
        Assert.That(_channel.OrderState(), Is.EqualTo(wasOfTheChannel ? OrderBookState.Suspect : OrderBookState.Whole));
    }

    [Test]
    [Source("The sequence starts again at 1 (weekly): no order rests in front of its first packet")]
    public void ASequenceThatStartsAgainIsKnownEmptyUnlessItsFirstPacketIsLost([Values] bool isFirstLost)
    {
        _channel.GoTo(isFirstLost ? 2u : 1).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((isFirstLost ? OrderBookState.Suspect : OrderBookState.Whole, 0)));
        _channel.SendOrders(47, new OrderLine(11) { Security = 3 });
        Assert.That(_channel.OrderState(3), Is.EqualTo(isFirstLost ? OrderBookState.Unknown : OrderBookState.Whole));
    }

    [Test]
    public void AFeedThatJoinsBehindTheFirstPacketClaimsNothing([Values(2u, 3u)] uint first)
    {
        using RuleChannel late = new RuleChannel(orders: 8).GoTo(first);
        late.Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat()).Start().SendOrders(47, new OrderLine(11));
        Assert.That(late.OrderState(), Is.EqualTo(OrderBookState.Whole), "it was reset since");
        late.SendOrders(47, new OrderLine(11) { Security = 2 });
        Assert.That(late.OrderState(2), Is.EqualTo(OrderBookState.Unknown));
    }

    [Test]
    [Source("Channel reset (4) in a packet that was lost: what was before is in doubt, and so is what comes behind it")]
    public void AResetThatIsLostIsNoClaim()
    {
        Lose();
        _channel.SendOrders(47, new OrderLine(11), new OrderLine(12) { Security = 2 });
        Assert.That((_channel.OrderState(), _channel.OrderState(2)), Is.EqualTo((OrderBookState.Suspect, OrderBookState.Unknown)));
    }

    [Test]
    [Source("A match event (5799) whose end never came is ended for its instruments, as of its last packet")]
    public void WhatEndsAMatchEventBehindADropIsOfTheLastPacketThatCame()
    {
        _channel.Packet(_channel.Message(46, 0, Entry.Bid(1, 100))).Drop();
        _channel.SnapshotPacket(Messages.OrderPartPacket(new OrderPart(_channel.LastNumber)), RuleChannel.OrderSnapshotA, laterNs: 1_000_000_000);
        Assert.That(_channel.The(EventKind.EventEnd).SeqNum, Is.EqualTo(_channel.LastNumber));
    }

    [Test]
    [Source("Entry type J between the packet that a snapshot names (369) and the last one empties what the snapshot states")]
    public void AResetOfTheBookBehindASnapshotEmptiesIt()
    {
        using RuleChannel small = new RuleChannel(recovery: new RecoveryOptions(), orders: 2).Start().Start(2);
        small.SendOrders(47, new OrderLine(12) { Security = 2 }, new OrderLine(13) { Security = 2 }).Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
        uint last = small.LastNumber;
        small.Send(46, new Entry { Type = 'J' }).SendOrders(47, new OrderLine(14)); // for which there is no room
        small.SendOrders(47, new OrderLine(12) { Security = 2, Action = OrderLine.Delete }, new OrderLine(13) { Security = 2, Action = OrderLine.Delete });
        Assert.That(small.OrderState(), Is.EqualTo(OrderBookState.Suspect));
        small.OrderPart(new OrderPart(last, new OrderLine(21)));
        Assert.That((small.OrderState(), small.Orders(BookSide.Bid)), Is.EqualTo((OrderBookState.Whole, new[] { (100L, 14UL, 5L) })));
    }

    [Test]
    [Source("A price-depth snapshot (52) with an entry of type J behind it: the orders have gone on since, and it tells nothing of them")]
    public void LevelsThatAreBroughtUpToDateOverAResetLeaveTheOrdersAlone()
    {
        _channel.Send(51, Entry.Statistic('7', 105));
        Lose();
        uint last = _channel.LastNumber;
        _channel.Send(46, new Entry { Type = 'J' }).SendOrders(47, new OrderLine(31));
        _channel.Snapshot(new Snapshot { Last = last, RptSeq = _channel.LastRptSeq() - 1, Entries = [Entry.Bid(1, 99)] });
        Assert.That((_channel.Recovery.Restored, _channel.Of(EventKind.OrderClear).Length), Is.EqualTo((1L, 0)));
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    private void Lose() => _channel.Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
}
