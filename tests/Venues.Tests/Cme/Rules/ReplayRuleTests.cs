using System.Buffers.Binary;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, TCP Recovery: packets that were lost are sent again. Levels heal by them; orders, which have no number of their own, by snapshots alone")]
public sealed class ReplayRuleTests
{
    private const int LastUpdateTimeOffset = 2 + 8 + 6;
    private RuleChannel _channel = null!;

    [SetUp]
    public void Open()
    {
        _channel = new RuleChannel(recovery: new RecoveryOptions(), orders: 64, watchesHealing: true, isReplayed: true).Start();
        _channel.SendOrders(46, [Entry.Bid(1, 100)], new OrderLine(11));
    }

    [TearDown]
    public void Close() => _channel.Dispose();

    [Test]
    public void LevelsHealAndOrdersStayInDoubtUntilTheirSnapshot()
    {
        _channel.LosePacket(Messages.WithOrders(_channel.Message(46, Messages.EndOfEvent, Entry.Ask(1, 104)), new OrderLine(12)));
        Notice().SendAgain();
        Assert.That((_channel.Book().State, _channel.Levels(BookSide.Ask)), Is.EqualTo((BookState.Whole, new long[] { 104 })));
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Ask).Length), Is.EqualTo((OrderBookState.Suspect, 0)));
        Assert.That(_channel.Events.Count(static told => told.Kind >= EventKind.Order), Is.Zero);

        _channel.OrderPart(new OrderPart(_channel.LastNumber, new OrderLine(11), new OrderLine(12) { Type = '1', Price = 104 }));
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Ask).Length), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    [Test]
    [Source("Entry type J in a packet that was lost: the levels are empty; of the orders nothing is claimed, as others may have come behind it")]
    public void ABookThatWasEmptiedInALostPacketClaimsNoOrders()
    {
        _channel.LosePacket(_channel.Message(46, Messages.EndOfEvent, new Entry { Type = 'J' }));
        Notice().SendAgain();
        Assert.That((_channel.Book().State, _channel.Levels(BookSide.Bid).Length, _channel.OrderState()), Is.EqualTo((BookState.Whole, 0, OrderBookState.Suspect)));
    }

    [Test]
    [Source("Channel reset (4) in a packet that was lost")]
    public void AResetOfTheChannelInALostPacketClaimsNoOrders()
    {
        _channel.LosePacket(Messages.Reset());
        Notice().SendAgain();
        Assert.That((_channel.Book().State, _channel.Levels(BookSide.Bid).Length, _channel.OrderState()), Is.EqualTo((BookState.Whole, 0, OrderBookState.Suspect)));
        _channel.SendOrders(47, new OrderLine(12) { Security = 2 });
        Assert.That(_channel.OrderState(2), Is.EqualTo(OrderBookState.Unknown), "nor those of an instrument that is new");
    }

    [Test]
    [Source("Security definition with update action D in a packet that was lost")]
    public void AnInstrumentThatWasWithdrawnInALostPacketHasNoOrders()
    {
        _channel.LosePacket(Messages.Of(54, new Definition { Action = 'D' }));
        Notice().SendAgain();
        Assert.That(_channel.Definition().IsDeleted, Is.True);
        Assert.That((_channel.OrderState(), _channel.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Suspect, 0)));
    }

    [Test]
    [Source("Security definition (54) in a packet that was lost: all that it says is known")]
    public void ADefinitionThatWasLostIsToldInFull()
    {
        _channel.LosePacket(Messages.Of(54, new Definition { Security = 9, Symbol = "NQZ6" }));
        Notice().SendAgain();
        Assert.That((_channel.Definition(9).Symbol, _channel.Instruments.Details(_channel.Instruments.Find(9)).TemplateId), Is.EqualTo(("NQZ6", (ushort)54)));
    }

    [Test]
    [Source("Security definition (54) in a packet that was lost: an id that goes on under another symbol (55) is another instrument")]
    public void AnIdThatIsUsedAgainInALostPacketIsAnotherInstrument()
    {
        byte[] other = Messages.Of(54, new Definition { Action = 'M', Symbol = "NQZ6" });
        BinaryPrimitives.WriteInt64LittleEndian(other.AsSpan(LastUpdateTimeOffset), Messages.TransactTimeNs + 1);
        _channel.LosePacket(other);
        Notice().SendAgain();
        EventFlags[] told = [.. _channel.Of(EventKind.Definition).Select(static told => told.Flags & EventFlags.Deleted)];
        Assert.That((told, _channel.Definition().Symbol, _channel.Counters.InstrumentsReplaced), Is.EqualTo((new[] { EventFlags.Deleted, EventFlags.None }, "NQZ6", 1L)));
    }

    [Test]
    public void WhatHealedIsToldAsReplay()
    {
        _channel.LosePacket(_channel.Message(46, Messages.EndOfEvent, Entry.Ask(1, 104)));
        Notice(atNs: 1000).SendAgain(laterNs: 5000);
        HealWatch heals = _channel.Instruments.Heals!;
        Assert.That(heals[0], Is.EqualTo(new BookConfidence(true, BookSource.Replay, RuleChannel.RxNs + 5000)));
        Assert.That((heals.Times(BookSource.Replay).TotalCount, heals.Times(BookSource.Snapshot).TotalCount, heals.NeedyCount), Is.EqualTo((1L, 0L, 0)));
        _channel.SendAgain(laterNs: 9000).PacketAt(9000, _channel.Message(46, Messages.EndOfEvent, Entry.Ask(1, 103)));
        Assert.That((heals.Times(BookSource.Replay).TotalCount, heals[0].SinceNs), Is.EqualTo((1L, RuleChannel.RxNs + 5000)), "once");
    }

    [Test]
    [Source("Trade summary (48) in a packet that was lost: it is told late, and once, though more is lost meanwhile")]
    public void ATradeThatWasLostIsToldOnce()
    {
        _channel.LosePacket(_channel.Message(48, Messages.EndOfEvent, Entry.Trade(104, 6, orders: 1)));
        Notice().SendAgain();
        Assert.That((_channel.The(EventKind.Trade).Quantity, _channel.The(EventKind.Trade).Flags & EventFlags.Restored), Is.EqualTo((6L, EventFlags.Restored)));
        _channel.LosePacket(_channel.Message(48, Messages.EndOfEvent, Entry.Trade(104, 7, orders: 1)));
        Notice().SendAgain();
        Assert.That((_channel.The(EventKind.Trade).Quantity, _channel.Replayed.Trades), Is.EqualTo((7L, 2L)));
    }

    [TestCase(-10_000)]
    [TestCase(10_000_000)]
    [Source("SendingTime of the packet header: a server may have the same numbers of another session, sent before or after")]
    public void PacketsOfAnotherSessionAreNotBelieved(long otherNs)
    {
        _channel.LosePacket(_channel.Message(46, Messages.EndOfEvent, Entry.Ask(1, 104))).ShiftLost(otherNs);
        Notice().SendAgain();
        Assert.That((_channel.Replayed.FailedContradicted, _channel.Replayed.Restored, _channel.Book().State), Is.EqualTo((1L, 0L, BookState.Suspect)));
    }

    private RuleChannel Notice(long atNs = 0) => _channel.PacketAt(atNs, Messages.Heartbeat()).PacketAt(atNs, Messages.Heartbeat());
}
