using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, MatchEventIndicator (FIX tag 5799): bit 7 ends the match event, once and for all its instruments")]
public sealed class MatchEventTests : ChannelRules
{
    private const EventFlags Last = EventFlags.LastOfInstrument;
    private const EventFlags End = EventFlags.EndOfEvent;
    private const byte EndBit = Messages.EndOfEvent;

    [SetUp]
    public void Start() => Channel.Start().Start(2).Start(3);

    [Test]
    [Source("Bit 7 stands on the last message: its last event ends the match event, and the last of each instrument is marked")]
    public void TheLastEventEndsTheMatchEventAndEachInstrumentEndsOnce()
    {
        Channel.Packet(
            Channel.Message(48, 0x01, Entry.Trade(100, 5), Entry.Trade(50, 5) with { Security = 2 }),
            Channel.Message(46, EndBit, Entry.Bid(1, 100), Entry.Ask(1, 101), Entry.Bid(1, 9) with { Security = 3 }));

        AssertFlags((0, 0), (1, Last), (0, 0), (0, Last), (2, Last | End));
    }

    [TestCase(0x00)]
    [TestCase(0x01)]
    [TestCase(0x02)]
    [TestCase(0x04)]
    [TestCase(0x08)]
    [TestCase(0x10)]
    [TestCase(0x40)]
    [Source("Bits 0 to 4 end a stage, bit 6 is reserved: none of them ends the match event")]
    public void NoOtherBitEndsIt(byte indicator)
    {
        Channel.Packet(Channel.Message(46, indicator, Entry.Bid(1, 100)));

        AssertFlags((0, 0));
    }

    [TestCase(0x81)]
    [TestCase(0x90)]
    [TestCase(0xDF)]
    [Source("Bit 7 may be combined with that of a stage")]
    public void TheEndMayBeCombinedWithAStage(byte indicator)
    {
        Channel.Packet(Channel.Message(46, indicator, Entry.Bid(1, 100)));

        AssertFlags((0, Last | End));
    }

    [Test]
    [Source("An entry-less message with bit 7 only closes the match event")]
    public void AMessageWithoutEntriesEndsWhatWentBefore()
    {
        Channel.Packet(Channel.Message(46, 0, Entry.Bid(1, 100)), Channel.Message(46, EndBit));
        AssertFlags((0, Last | End));

        Channel.Packet(Channel.Message(46, EndBit));
        Assert.That(Channel.Events.Select(told => (told.Kind, told.InstrumentIndex, told.Flags)), Is.EqualTo(new[] { (EventKind.EventEnd, -1, End) }));
    }

    [Test]
    [Source("The messages of a match event may span packets: an instrument whose last event has gone out is ended by an event of its own")]
    public void AnEventThatSpansPacketsEndsForEachOfItsInstruments()
    {
        Channel.Packet(Channel.Message(46, 0, Entry.Bid(1, 100), Entry.Bid(1, 50) with { Security = 2 }));
        AssertFlags((0, 0), (1, 0));
        Channel.Packet(Channel.Message(46, EndBit, Entry.Ask(1, 101)));

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.Book, EventKind.EventEnd }));
        AssertFlags((0, Last), (1, Last | End));
        Assert.That((Channel.Events[1].RptSeq, Channel.Events[1].PriceNano), Is.EqualTo((0u, 0L)));
    }

    [Test]
    [Source("The end of a match event that spans packets may come without an entry")]
    public void AnEndWithoutEntriesInALaterPacketEndsForEachInstrument()
    {
        Channel.Packet(Channel.Message(46, 0, Entry.Bid(1, 100), Entry.Bid(1, 50) with { Security = 2 })).Packet(Channel.Message(46, EndBit));

        Assert.That(Channel.Events.Select(told => told.Kind), Is.All.EqualTo(EventKind.EventEnd));
        AssertFlags((0, Last), (1, Last | End));
        Channel.Send(46, Entry.Bid(1, 51) with { Security = 2 });
        AssertFlags((1, Last | End));
    }

    [Test]
    [Source("A packet may contain several match events")]
    public void EachMatchEventOfAPacketEndsByItself()
    {
        Channel.Packet(
            Channel.Message(46, EndBit, Entry.Bid(1, 100)), Channel.Message(46, EndBit), Channel.Message(46, EndBit, Entry.Ask(1, 101), Entry.Bid(1, 102)));

        AssertFlags((0, Last | End), (-1, End), (0, 0), (0, Last | End));
    }

    [Test]
    [Source("A gap discards the match event that was going on: its instruments have seen all of it that they will")]
    public void AGapEndsWhatItInterrupts()
    {
        Channel.Packet(Channel.Message(46, 0, Entry.Bid(1, 100), Entry.Bid(1, 50) with { Security = 2 })).Lose().Send(46, Entry.Ask(1, 101));

        Assert.That(Channel.Events.Select(told => (told.Kind, told.InstrumentIndex, told.Flags)), Is.EqualTo(new[]
        {
            (EventKind.EventEnd, 0, Last), (EventKind.EventEnd, 1, Last), (EventKind.Gap, -1, EventFlags.InDoubt | End), (EventKind.Book, 0, Last | End),
        }));
        Assert.That((Channel.The(EventKind.Gap).Quantity, Channel.The(EventKind.Gap).TransactTimeNs), Is.EqualTo((1L, 0L)));
        Assert.That((Channel.The(EventKind.Gap).SeqNum, Channel.The(EventKind.Gap).RptSeq), Is.EqualTo((9u, 0u)));
    }

    [Test]
    [Source("A channel that starts anew knows nothing of a match event that had not ended")]
    public void AMatchEventThatIsForgottenEndsNowhere()
    {
        Channel.Packet(Channel.Message(46, 0, Entry.Bid(1, 100))).Restart().Send(46, Entry.Bid(1, 50) with { Security = 2 });

        AssertFlags((1, Last | End));
    }

    [Test]
    [Source("What this machine dropped neither ends nor interrupts a match event")]
    public void ADoubtEndsNoMatchEvent()
    {
        Channel.Packet(Channel.Message(46, 0, Entry.Bid(1, 100))).Drop().Packet(Channel.Message(46, EndBit));

        AssertFlags((0, Last | End));
    }

    [Test]
    [Source("MatchEventIndicator bit 5: the exchange resends after a fault of its own")]
    public void RecoveryIsMarkedOnEveryEventOfTheMessageAndOnNoOther()
    {
        Channel.Packet(
            Channel.Message(46, Messages.Recovery | EndBit, Entry.Bid(1, 100), Entry.Ask(1, 101)), Channel.Message(37, EndBit, Entry.Volume(5)));

        AssertFlags((0, EventFlags.Recovery), (0, EventFlags.Recovery | Last | End), (0, Last | End));
    }

    [Test]
    [Source("Statuses, definitions and resets carry MatchEventIndicator too")]
    public void StatusDefinitionAndResetEndTheirMatchEvent()
    {
        Channel.Send(new StatusMessage(17) { Security = 1 });
        AssertFlags((0, Last | End));
        Channel.Send(54, new Definition());
        AssertFlags((0, Last | End));
        Channel.Packet(Messages.Reset());
        AssertFlags((-1, End));
        Channel.Packet(Messages.Of(new StatusMessage(17) { Security = 1 }, Messages.Recovery), Messages.Reset(Messages.Recovery));
        AssertFlags((0, EventFlags.Recovery), (-1, EventFlags.Recovery));
    }

    [Test]
    [Source("A heartbeat (template 12) is no end of a match event")]
    public void AHeartbeatEndsNothing()
    {
        Channel.Packet(Channel.Message(46, 0, Entry.Bid(1, 100))).Packet(Messages.Heartbeat());
        Assert.That(Channel.Events, Is.Empty);

        Channel.Packet(Channel.Message(46, EndBit, Entry.Ask(1, 101)));
        AssertFlags((0, Last | End));
    }

    [Test]
    [Source("Not one event is lost of a packet that makes more of them than are published together")]
    public void AMatchEventLargerThanABatchEndsOnceForEachInstrument()
    {
        IEnumerable<Entry> entries = Enumerable.Range(0, 60).Select(_ => Entry.Bid(1, 100, Entry.Overlay)).Append(Entry.Bid(1, 50) with { Security = 2 });
        byte[][] messages = Enumerable.Range(0, 18).Select(_ => Channel.Message(46, 0, [.. entries])).Append(Channel.Message(46, EndBit)).ToArray();
        Channel.Packet(messages);

        Assert.That(Channel.Of(EventKind.Book), Has.Length.EqualTo(18 * 61));
        Assert.That(Channel.Events.Where(told => (told.Flags & Last) != 0).Select(told => told.InstrumentIndex), Is.EquivalentTo(new[] { 0, 1 }));
        Assert.That(Channel.Events.Count(told => (told.Flags & End) != 0), Is.EqualTo(1));
        Assert.That(Channel.Events[^1].Flags & End, Is.EqualTo(End));
    }

    private void AssertFlags(params (int Index, EventFlags Flags)[] flags) =>
        Assert.That(Channel.Events.Select(told => (told.InstrumentIndex, told.Flags)), Is.EqualTo(flags));
}
