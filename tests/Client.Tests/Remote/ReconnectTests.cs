using FeedHandler.Client.Tests.Remote.Support;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Client.Tests.Remote;

/// <summary>Rule: a connection that is lost is made again, and goes on only where it is proved that nothing lies between; else the loss is told.</summary>
public sealed class ReconnectTests
{
    [Test]
    public void ALostConnectionGoesOnAtAnotherGatewayWhereItWas()
    {
        using RemoteStage stage = new RemoteStage(gatewayCount: 2).Begun();
        stage.Gateway.Send(Frames.Quote(0, 104, previous: 100, bid: 60));
        stage.Gateway.Send(Frames.Heartbeat(107));
        stage.Until(() => stage.Feed.Sequence == 107, "the heartbeat");
        stage.Told(1);
        stage.Gateway.HangUp();
        SubscribeMessage asked = stage.Gateways[1].Begin(sequence: 110, isResumed: true);
        Assert.That(asked.Resume, Is.EqualTo(new ResumePoint(7, 107)));
        stage.Gateways[1].Send(Frames.Quote(0, 103, previous: 100, bid: 1)); // once more
        stage.Gateways[1].Send(Frames.Gap(108, previousOfChannel: 107)); // before what was asked for it knows of none
        stage.Gateways[1].Send(Frames.QuoteAt(0, new EventPlace(109, 107, 108, Frames.ChannelId), bid: 61));
        Assert.That(stage.Told(3), Is.EqualTo(new[] { "channel 310 Gap", "change I0", "event I0" }), "nothing is told but what follows");
        Assert.That((stage.Bid(0), stage.Feed.ResumeCount, stage.Feed.LostCount), Is.EqualTo((61L, 1L, 0L)));
        Assert.That(stage.Feed.Connected!.Port, Is.EqualTo(stage.Gateways[1].Port));
    }

    [Test]
    public void AGatewayThatBeganBehindWhatWasHadNamesItsBegin()
    {
        using RemoteStage stage = new RemoteStage(gatewayCount: 2).Begun();
        stage.Gateway.HangUp();
        stage.Gateways[1].Begin(sequence: 110, isResumed: true); // of the instrument nothing came between
        stage.Gateways[1].Send(Frames.Gap(111, previousOfChannel: 110));
        stage.Gateways[1].Send(Frames.QuoteAt(0, new EventPlace(112, 110, 111, Frames.ChannelId), bid: 61));
        Assert.That(stage.Told(3), Is.EqualTo(new[] { "channel 310 Gap", "change I0", "event I0" }));
        Assert.That((stage.Bid(0), stage.Feed.ResumeCount, stage.Feed.LostCount), Is.EqualTo((61L, 1L, 0L)));
    }

    [TestCase(115, 113)]
    [TestCase(112, 111)]
    public void BehindThatItIsMissingAllTheSame(long sequence, long previous)
    {
        using RemoteStage stage = new RemoteStage(gatewayCount: 2).Begun();
        stage.Gateway.HangUp();
        stage.Gateways[1].Begin(sequence: 110, isResumed: true);
        stage.Gateways[1].Send(Frames.QuoteAt(0, new EventPlace(sequence, previous, 110, Frames.ChannelId), bid: 61));
        stage.Until(stage.Gateways[1].IsLeft, "the client to leave");
        Assert.That(stage.Seen.Told, Is.Empty);
    }

    [Test]
    public void BetweenABookAndItsOrdersNothingIsGoneOnWith()
    {
        using RemoteStage stage = new RemoteStage(gatewayCount: 2, change: static options => options with { Orders = true }).Begun();
        stage.Gateway.HangUp();
        SubscribeMessage asked = stage.Gateways[1].Begin(sequence: 110);
        Assert.That((asked.Resume, asked.HasOrders), Is.EqualTo(((ResumePoint?)null, true)), "nobody would tell the orders any more");
    }

    [Test]
    public void WhereItCannotGoOnTheLossIsToldAndBooksBeginAgain()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.HangUp();
        stage.Gateway.Begin(sequence: 150);
        stage.Gateway.Send(Frames.Notice(NoticeKind.Lost, requestId: 1, count: 50)); // says it once more
        stage.Gateway.Send(Frames.Quote(0, 151, previous: 100, bid: 1)); // of a book that is waited for
        stage.Gateway.Send(Frames.Snapshot(0, 151, bid: 70));
        stage.Gateway.Send(Frames.SnapshotsEnd());
        Assert.That(stage.Told(2), Is.EqualTo(new[] { "lost 50", "snapshot I0" }));
        stage.Until(() => !stage.Feed.AwaitsBooks, "the books");
        Assert.That((stage.Feed.LostCount, stage.Bid(0)), Is.EqualTo((50L, 70L)));
    }

    [Test]
    public void AnotherLifeOfTheFeedIsARestart()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.HangUp();
        SubscribeMessage asked = stage.Gateway.Begin(epoch: 9, sequence: 3);
        Assert.That(asked.Resume, Is.Null);
        stage.Gateway.Send(Frames.Definition(0, 3));
        stage.Gateway.Send(Frames.Snapshot(0, 3, bid: 70));
        Assert.That(stage.Told(2), Is.EqualTo(new[] { "restart", "snapshot I0" }));
    }

    [TestCase(101, 100, 0, "event")]
    [TestCase(105, 104, 0, "break")]
    [TestCase(105, 100, 103, "break")]
    public void AnEventThatIsMissingIsNeverPassedOver(long sequence, long previous, long previousOfChannel, string outcome)
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.Send(frame => Frames.QuoteAt(0, new EventPlace(sequence, previous, previousOfChannel, Frames.ChannelId), bid: 60)(frame));
        if (outcome == "event")
        {
            Assert.That(stage.Told(1), Is.EqualTo(new[] { "event I0" }));
            return;
        }

        stage.Until(stage.Gateway.IsLeft, "the client to leave");
        Assert.That(stage.Seen.Told, Is.Empty);
        Assert.That(stage.Feed.LastFailure, Does.Contain("of which one never came"));
        Assert.That(stage.Gateway.Begin(sequence: 110).Resume, Is.Null, "what was had is not proved");
        stage.Gateway.Send(Frames.Snapshot(0, 110, bid: 70));
        Assert.That(stage.Told(2), Is.EqualTo(new[] { "lost 10", "snapshot I0" }));
    }

    [Test]
    public void ALossOfTheWholeChannelIsFoundWithItsNextEvent()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.Send(Frames.Gap(103, previousOfChannel: 0));
        Assert.That(stage.Told(2), Is.EqualTo(new[] { "channel 310 Gap", "change I0" }));
        stage.Gateway.Send(Frames.Gap(109, previousOfChannel: 106));
        stage.Until(stage.Gateway.IsLeft, "the client to leave");
        Assert.That(stage.Seen.Told, Is.Empty);
    }

    [Test]
    public void OfSeveralPatternsEachGoesOnByItself()
    {
        using RemoteStage stage = new(pattern: "I0,I1");
        Begin(stage, isResumed: false, sequence: 100);
        foreach (int index in (int[])[0, 1])
        {
            stage.Gateway.Send(Frames.Definition(index, 100));
            stage.Gateway.Send(Frames.Snapshot(index, 100, bid: 50));
            stage.Gateway.Send(Frames.SnapshotsEnd((uint)index + 1));
        }

        stage.Until(() => !stage.Feed.AwaitsBooks, "the books");
        stage.Told(2);
        stage.Gateway.HangUp();
        stage.Gateway.LetIn(sequence: 110);
        uint first = stage.Gateway.ExpectSubscribe().RequestId;
        uint second = stage.Gateway.ExpectSubscribe().RequestId;
        stage.Gateway.Answer(first, sequence: 110, isResumed: true);
        stage.Gateway.Send(Frames.Gap(105, previousOfChannel: 0));
        stage.Gateway.Answer(second, sequence: 110, isResumed: true);
        stage.Gateway.Send(Frames.Quote(1, 103, previous: 100, bid: 51)); // of before the gap, which I0 has had
        stage.Gateway.Send(Frames.Gap(105, previousOfChannel: 0));
        Assert.That(stage.Told(4), Is.EqualTo(new[] { "channel 310 Gap", "change I0", "event I1", "change I1" }));
        Assert.That((stage.Bid(1), stage.Feed.ResumeCount), Is.EqualTo((51L, 1L)));
        stage.Gateway.Send(Frames.QuoteAt(1, new EventPlace(112, 103, 105, Frames.ChannelId), bid: 52));
        stage.Told(1);
        Assert.That(stage.Seen.Images[1].OwnHalt, Is.EqualTo(2), "the gap came to it too: whether it has a halt of its own is not known");
    }

    [Test]
    public void AnInstrumentThatCameMeanwhileHasItsBookFromItsDefinitionOn()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.HangUp();
        stage.Gateway.Begin(sequence: 110, isResumed: true);
        stage.Gateway.Send(Frames.Definition(1, 105));
        stage.Gateway.Send(Frames.Quote(1, 106, previous: 105, bid: 9));
        Assert.That((stage.Told(2), stage.Bid(1), stage.Feed.LostCount), Is.EqualTo((new List<string> { "snapshot I1", "event I1" }, 9L, 0L)));
    }

    [Test]
    public void AnInstrumentOfWhichTheBookWasLostIsNotPassedOver()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.HangUp();
        stage.Gateway.Begin(sequence: 104, isResumed: true);
        stage.Gateway.Send(Frames.Definition(1, 105)); // of now: its snapshot does not follow
        stage.Gateway.Send(Frames.Quote(1, 106, previous: 105, bid: 9));
        stage.Until(stage.Gateway.IsLeft, "the client to begin anew");
        Assert.That(stage.Gateway.Begin(sequence: 111).Resume, Is.Null);
    }

    [Test]
    public void AGatewayThatFallsSilentIsLeft()
    {
        using RemoteStage stage = new(gatewayCount: 2);
        stage.Gateway.LetIn(heartbeatMs: 10);
        stage.Gateways[1].LetIn();
        Assert.That(stage.Feed.LastFailure, Does.Contain("it was silent for"));
    }

    [Test]
    public void AGatewayThatStopsIsLeftForAnother()
    {
        using RemoteStage stage = new RemoteStage(gatewayCount: 2).Begun();
        stage.Gateway.Send(Frames.Notice(NoticeKind.Draining));
        Assert.That(stage.Gateways[1].Begin(isResumed: true).Resume, Is.Not.Null);
    }

    [TestCase("garbage", "no message of this protocol")]
    [TestCase("schema", "none of this protocol (Schema)")]
    [TestCase("logout", "it stops")]
    [TestCase("unasked", "it accepted what was not asked for")]
    [TestCase("text", "none of this protocol")]
    public void WhatAGatewayShouldNotSayEndsTheConnection(string what, string words)
    {
        using RemoteStage stage = new RemoteStage(gatewayCount: 2).Begun();
        byte[] frame = new byte[4096];
        switch (what)
        {
            case "garbage":
                stage.Gateway.SendBytes([1, 0, 0, 0]);
                break;
            case "schema":
                int length = Frames.Heartbeat(1)(frame);
                frame[6] ^= 1;
                stage.Gateway.SendBytes(frame.AsSpan(0, length));
                break;
            case "logout":
                stage.Gateway.Send(Frames.Logout(RejectReason.Shutdown));
                break;
            case "unasked":
                stage.Gateway.Answer(9);
                break;
            default:
                length = Frames.Notice(NoticeKind.Draining)(frame);
                (frame[0], frame[1], frame[length - 2], frame[length - 1]) = (0, 16, 0xF0, 0x0F); // a text of 4080 bytes
                stage.Gateway.SendBytes(frame);
                break;
        }

        stage.Until(() => stage.Feed.LastFailure is not null, "the client to leave");
        Assert.That(stage.Feed.LastFailure, Does.Contain(words));
        stage.Gateways[1].Accept();
        Assert.That(stage.Feed.Gateways[0].FailureCount, Is.EqualTo(1));
    }

    private static void Begin(RemoteStage stage, bool isResumed, long sequence)
    {
        stage.Gateway.LetIn(sequence: sequence);
        for (int i = 0; i < 2; i++) stage.Gateway.Answer(stage.Gateway.ExpectSubscribe().RequestId, sequence: sequence, isResumed: isResumed);
    }
}
