using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, RptSeq (FIX tag 83): one more for every entry of an instrument, of any type, starting at 1")]
public sealed class RptSeqTests : ChannelRules
{
    [Test]
    [Source("Counted in templates 32 to 37, 42, 46, 48 to 51 and 64 to 67")]
    public void EveryEntryOfEveryTemplateCounts()
    {
        int[] templates = [32, 33, 34, 35, 36, 37, 42, 46, 48, 49, 50, 51, 64, 65, 66, 67];
        Channel.Start();
        foreach (int template in templates)
            Channel.Send(template, Enumerable.Repeat(new Entry { Type = TypeOf(template), Action = Entry.Overlay, Orders = 0 }, 2).ToArray());

        Assert.That((Channel.Book().RptSeq, Channel.Counters.RptSeqGaps), Is.EqualTo((1u + (2 * (uint)templates.Length), 0L)));
        Assert.That((Channel.Counters.Entries, Channel.Counters.InvalidEntries), Is.EqualTo((1L + (2 * templates.Length), 0L)));
    }

    [Test]
    [Source("Each instrument counts by itself")]
    public void InstrumentsCountByThemselves()
    {
        Channel.Start().Start(2).Send(46, Entry.Bid(1, 100), Entry.Bid(1, 5) with { Security = 2 }, Entry.Ask(1, 101));

        Assert.That((Channel.Book().RptSeq, Channel.Book(2).RptSeq, Channel.Counters.RptSeqGaps), Is.EqualTo((3u, 2u, 0L)));
    }

    [Test]
    [Source("A number left out: entries of the instrument were lost, and what comes is applied to a book of which nothing else is known")]
    public void AHoleMakesTheBookStaleAndTheEntryIsApplied()
    {
        Channel.Start().Start(2).Send(46, Entry.Bid(1, 100), Entry.Bid(2, 99)).Send(51, Entry.Statistic('7', 5)).Send(46, Entry.Bid(1, 98) with { RptSeq = 6 });

        Assert.That(Channel.Events.Select(told => (told.Kind, told.RptSeq)), Is.EqualTo(new[] { (EventKind.BookStale, 6u), (EventKind.Book, 6u) }));
        Assert.That(Channel.Events[0].Flags & EventFlags.InDoubt, Is.EqualTo(EventFlags.InDoubt));
        Assert.That((Channel.Prices(BookSide.Bid)[..2], Channel.Book().State), Is.EqualTo((new long?[] { 98, -1 }, BookState.Partial)));
        Assert.That((Channel.Counters.RptSeqGaps, Channel.Counters.RptSeqBehind, Channel.Book().RptSeq), Is.EqualTo((1L, 0L, 6u)));
        Assert.That(Channel.Statistics().IsInDoubt(StatisticKind.SessionHigh) && Channel.Statistics().IsInDoubt(StatisticKind.Settlement), Is.True);
        Assert.That((Channel.Statistics()[StatisticKind.SessionHigh], Channel.Book(2).State), Is.EqualTo((5L, BookState.Whole)), "another instrument");
    }

    [TestCase(3u)]
    [TestCase(2u)]
    [Source("A number at or behind the last, though no packet was lost: it is told a second time, passed over and counted")]
    public void WhatIsToldASecondTimeIsPassedOver(uint rptSeq)
    {
        Channel.Start().Send(46, Entry.Bid(1, 100), Entry.Ask(1, 101)).Send(46, Entry.Bid(1, 55) with { RptSeq = rptSeq });

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.EventEnd }));
        Assert.That((Channel.Counters.RptSeqBehind, Channel.Book().RptSeq, Channel.Book().State), Is.EqualTo((1L, 3u, BookState.Whole)));
        Assert.That(Channel.Levels(BookSide.Bid), Is.EqualTo(new long[] { 100 }));
        Channel.Send(46, Entry.Bid(1, 102) with { RptSeq = 4 });
        Assert.That((Channel.Counters.RptSeqGaps, Channel.Levels(BookSide.Bid)), Is.EqualTo((0L, new long[] { 102, 100 })));
    }

    [Test]
    [Source("1 once more: the instrument's sequence started again, and before its first entry every side was empty")]
    public void ARestartAtOneEmptiesTheBook([Values] bool afterALoss)
    {
        Channel.Start().Send(46, Entry.Bid(1, 100), Entry.ImpliedAsk(1, 102)).Send(49, Entry.Statistic('6', 90));
        if (afterALoss) Channel.Lose();
        Channel.Send(46, Entry.Ask(1, 103) with { RptSeq = 1 });

        Assert.That(Channel.The(EventKind.BookClear).RptSeq, Is.EqualTo(1));
        Assert.That((Channel.Levels(BookSide.Bid), Channel.Levels(BookSide.Ask)), Is.EqualTo((Array.Empty<long>(), new long[] { 103 })));
        Assert.That((Channel.Levels(BookSide.ImpliedAsk), Channel.Book().State), Is.EqualTo((Array.Empty<long>(), BookState.Whole)));
        Assert.That((Channel.Book().RptSeq, Channel.Counters.RptSeqBehind, Channel.Counters.RptSeqRestarts), Is.EqualTo((1u, 0L, 0L)));
        Assert.That((Channel.Statistics()[StatisticKind.Settlement], Channel.Statistics().IsInDoubt(StatisticKind.Settlement)), Is.EqualTo((90L, true)));
    }

    [TestCase(1u, false)]
    [TestCase(100u, true)]
    [Source("1 once more: statistics outlive it, so that a feed whose first packet starts an instrument again cannot know that there are none")]
    public void AStartAgainInTheFirstPacketTellsNothingOfStatisticsBefore(uint firstNumber, bool isDoubtful)
    {
        Channel.GoTo(firstNumber).Send(46, new Entry { Type = 'J' });

        Assert.That((Channel.Book().RptSeq, Channel.Statistics().IsInDoubt(StatisticKind.UpperLimit)), Is.EqualTo((1u, isDoubtful)));
    }

    [Test]
    [Source("1 after a loss behind a channel reset: the first entry, or that of an instrument that started again behind others that were lost")]
    public void OneAfterALossBehindAResetTellsNothingOfStatistics([Values] bool isLost)
    {
        Channel.Start().Packet(Feeds.Messages.Reset()).Renumber(1);
        if (isLost) Channel.Lose();
        Channel.Send(46, Entry.Bid(1, 100));

        Assert.That((Channel.Book().RptSeq, Channel.Counters.RptSeqGaps), Is.EqualTo((1u, 0L)));
        Assert.That((Channel.Statistics().IsInDoubt(StatisticKind.UpperLimit), Channel.Levels(BookSide.Bid)), Is.EqualTo((isLost, new long[] { 100 })));
    }

    [Test]
    [Source("1 is the first number: the instrument was seen from its start")]
    public void AnInstrumentSeenFromItsStartIsWhole()
    {
        Channel.Send(54, new Definition()).Send(46, Entry.Bid(1, 100));

        Assert.That(Channel.Events.Select(told => (told.Kind, told.RptSeq)), Is.EqualTo(new[] { (EventKind.BookClear, 1u), (EventKind.Book, 1u) }));
        Assert.That((Channel.Book().State, Channel.Statistics().IsInDoubt(StatisticKind.Open)), Is.EqualTo((BookState.Whole, false)));
    }

    [Test]
    [Source("Natural refresh: joined in mid-stream, a book is whole when every level in depth has been stated")]
    public void AnInstrumentSeenInMidStreamIsPartialUntilEveryLevelIsStated()
    {
        Channel.Send(54, new Definition { Depths = [("GBX", 2), ("GBI", 1)] }).Renumber(500).Send(46, Entry.Bid(1, 100), Entry.Ask(1, 101, Entry.Change));
        Assert.That((Channel.Book().State, Channel.Book().RptSeq, Channel.Counters.RptSeqGaps), Is.EqualTo((BookState.Partial, 501u, 0L)));
        Assert.That(Channel.Prices(BookSide.Bid), Is.EqualTo(new long?[] { 100, -1 }));

        Channel.Send(46, Entry.Bid(1, 102), Entry.Ask(2, 103), Entry.ImpliedBid(1, 90));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Partial));
        Channel.Send(46, Entry.ImpliedAsk(1, 110));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    [Source("RptSeq has 32 bits: after the highest comes 0")]
    public void NumbersGoRound()
    {
        Channel.Renumber(uint.MaxValue).Send(46, Entry.Bid(1, 100), Entry.Bid(1, 101));
        Assert.That((Channel.Book().RptSeq, Channel.Counters.RptSeqGaps, Channel.Levels(BookSide.Bid)), Is.EqualTo((0u, 0L, new long[] { 101, 100 })));

        Channel.Send(46, Entry.Bid(1, 102) with { RptSeq = uint.MaxValue });
        Assert.That((Channel.Counters.RptSeqBehind, Channel.Counters.RptSeqGaps), Is.EqualTo((1L, 0L)));
    }

    private static char TypeOf(int template) => template switch
    {
        33 or 49 => '6',
        35 or 51 or 67 => '7',
        36 or 42 or 48 or 65 => '2',
        _ => '0',
    };
}
