using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Security Status: a group's status does not lift a halt of an instrument's own, and one may have been among what was lost")]
public sealed class LostHaltTests : ChannelRules
{
    private const byte Halt = 2;
    private const byte Close = 4;
    private const byte Open = 17;
    private static readonly StatusMessage OfGroup = new(Open) { Group = "ES" };
    private static readonly StatusMessage Own = new(Open) { Security = 1 };

    [SetUp]
    public void Start() => Channel.Start();

    [Test]
    public void AStatusOfTheGroupIsInDoubtAfterALoss([Values("", "ES")] string asset)
    {
        Channel.Send(Own).Lose().Send(new StatusMessage(Close) { Group = "ES", Asset = asset });

        Assert.That(Channel.The(EventKind.Status).Flags & EventFlags.InDoubt, Is.EqualTo(EventFlags.InDoubt));
        AssertStatus(TradingStatus.Closed, isInDoubt: true);
        Channel.Send(OfGroup);
        AssertStatus(TradingStatus.Open, isInDoubt: true);
    }

    [Test]
    [Source("One that was told may have been lifted")]
    public void AHaltOfItsOwnThatWasToldIsNoMoreCertain()
    {
        Channel.Send(Own with { Status = Halt }).Lose().Send(OfGroup);

        AssertStatus(TradingStatus.Open, isInDoubt: true);
    }

    [Test]
    [Source("With a halt of its own or without, it is halted when its group is")]
    public void AHaltOfTheGroupIsCertain()
    {
        Channel.Send(Own).Lose().Send(OfGroup with { Status = Halt });
        AssertStatus(TradingStatus.Halted, isInDoubt: false);

        Channel.Send(OfGroup);
        AssertStatus(TradingStatus.Open, isInDoubt: true);
    }

    [Test]
    [Source("What is told of the instrument itself is certain, and so is what the group is told then")]
    public void ItsOwnStatusEndsTheDoubt([Values] bool isDefinition)
    {
        Channel.Lose().Send(OfGroup);
        if (isDefinition) Channel.Send(54, new Definition { Action = 'M', Status = Open });
        else Channel.Send(Own);
        AssertStatus(TradingStatus.Open, isInDoubt: false);

        Channel.Send(OfGroup with { Status = Close });
        AssertStatus(TradingStatus.Closed, isInDoubt: false);
    }

    [Test]
    [Source("Whose halt a definition tells is not said")]
    public void AHaltThatADefinitionTellsMayBeItsOwn()
    {
        Channel.Lose().Send(54, new Definition { Action = 'M', Status = Halt });
        AssertStatus(TradingStatus.Halted, isInDoubt: false);

        Channel.Send(OfGroup);
        AssertStatus(TradingStatus.Open, isInDoubt: true);
    }

    [Test]
    [Source("An instrument that is first heard of after a loss may have been halted before")]
    public void WhatComesAfterALossMayHaveBeenHaltedBefore()
    {
        Channel.Lose().Send(54, new Definition { Security = 2 }).Send(OfGroup);

        Assert.That(Channel.Book(2).Doubts & BookDoubts.Status, Is.EqualTo(BookDoubts.Status));
    }

    [Test]
    [Source("A code that the venue does not define tells nothing, and ends no doubt")]
    public void AnUndefinedCodeLeavesTheDoubt([Values] bool isOwn)
    {
        Channel.Send(Own).Lose().Send((isOwn ? Own : OfGroup) with { Status = 3 });

        AssertStatus(TradingStatus.Open, isInDoubt: true);
    }

    [Test]
    [Source("Scope: an instrument of which no definition came may be of any group, and what is said of a group may be of it")]
    public void AStatusOfAnyGroupPutsWhatIsNotDefinedInDoubt()
    {
        Channel.Send(Own with { Security = 4 }).Send(46, Entry.ImpliedBid(1, 99) with { Security = 4 }).Send(37, Entry.Volume(5) with { Security = 4 });
        Channel.Send(51, Entry.Statistic('7', 105) with { Security = 4 }).Send(OfGroup with { Status = Close });
        Assert.That((Channel.Book(4).Status, Channel.Book(4).Doubts), Is.EqualTo((TradingStatus.Open, BookDoubts.Status)));

        Channel.Send(new StatusMessage(103, 0, 4) { Group = "ES" }).Send(new StatusMessage(103, 0, 6) { Group = "ES" });
        Assert.That(Channel.Book(4).Doubts, Is.EqualTo(BookDoubts.Status | BookDoubts.Volume | BookDoubts.Implied));
        Assert.That(Channel.Statistics(4).IsInDoubt(StatisticKind.SessionHigh), Is.True);
        Assert.That((StatusChange)Channel.Of(EventKind.Status)[^1].Action, Is.EqualTo(StatusChange.KeepsStatus | StatusChange.ImpliedOff));

        Channel.Send(new StatusMessage(103, 0, 5) { Group = "ES" });
        Assert.That(Channel.Of(EventKind.Status).Select(told => told.InstrumentIndex), Is.EqualTo(new[] { 0 }), "nothing more is in doubt");
    }

    private void AssertStatus(TradingStatus status, bool isInDoubt) =>
        Assert.That((Channel.Book().Status, (Channel.Book().Doubts & BookDoubts.Status) != 0), Is.EqualTo((status, isInDoubt)));
}
