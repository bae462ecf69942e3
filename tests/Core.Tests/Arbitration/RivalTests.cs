using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Tests.Arbitration;

/// <summary>Packets that contradict the sequence: what confirms one, what refutes one, and what becomes of the others that wait.</summary>
public sealed class RivalTests
{
    private const int GapCount = 4;
    private LineArbitrator<NumberedVenue> _arbitrator = null!;

    [SetUp]
    public void SetUp() => _arbitrator = new LineArbitrator<NumberedVenue>(
        new ArbitrationOptions { GapCountMax = GapCount, GapTimeNsMax = 1000, HeldCountMax = 64 }, FeedMap.TwoLines, 0);

    [TearDown]
    public void TearDown() => _arbitrator.Dispose();

    [Test]
    public void OnePacketFarAheadWithinTheWindowGivesNothingUpByCountOrTime()
    {
        Offer(1, Line.A);
        Assert.That(Offer(30, Line.A, sendingTimeNs: 2), Is.EqualTo(Verdict.Held));
        Assert.That(_arbitrator.TryDeclareGap(1_000_000, out _), Is.False);
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(3, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That((Of(Line.A).Foreign, _arbitrator.Counters.Lost), Is.EqualTo((1, 0)), "what was sent later goes on before it");
    }

    [Test]
    public void ASecondPacketFarAheadWithinTheWindowGivesUpWhatIsMissingBeforeBoth()
    {
        Offer(1, Line.A);
        Offer(30, Line.A);
        Assert.That(Offer(31, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(_arbitrator.TryDeclareGap(0, out ulong lost), Is.True);
        Assert.That((lost, _arbitrator.NextNumber, _arbitrator.Counters.Jumps), Is.EqualTo((28UL, 30UL, 0)));
    }

    [Test]
    public void TwoWrongTimesOnALineThatGoesOnAreNoRestart()
    {
        for (uint number = 1u; number <= 3; number++) Offer(number, Line.A);
        for (uint number = 1u; number <= 4; number++) Offer(number, Line.B);
        Assert.That(Offer(4, Line.A, sendingTimeNs: 5000), Is.EqualTo(Verdict.Held));
        for (uint number = 5u; number <= 8; number++)
        {
            Offer(number, Line.B);
            Offer(number, Line.A, sendingTimeNs: number == 8 ? 9000 : number);
        }

        Assert.That(_arbitrator.Counters.Restarts, Is.Zero);
        Assert.That(Of(Line.A).Foreign, Is.EqualTo(1), "the first was refuted by its own line");
    }

    [Test]
    public void TwoPacketsSentLongerApartThanAFeedIsSilentConfirmNothing()
    {
        for (uint number = 8u; number <= 10; number++) Offer(number, Line.A);
        Assert.That(Offer(1, Line.A, sendingTimeNs: 2000), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(2, Line.A, sendingTimeNs: 2000 + 60_000_000_001), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(3, Line.A, sendingTimeNs: 2000 + 120_000_000_001), Is.EqualTo(Verdict.Restart));
    }

    [Test]
    public void ACopySentBeforeTheOneThatWasDeliveredIsADuplicate()
    {
        for (uint number = 1u; number <= 3; number++) Offer(number, Line.A);
        Offer(4, Line.A, sendingTimeNs: 1_000_000);
        Assert.That(Offer(4, Line.B), Is.EqualTo(Verdict.Duplicate));
    }

    [Test]
    public void TheTruePacketWhereAForgedOneWasDeliveredIsNoRestartOnBothLines()
    {
        for (uint number = 1u; number <= 10; number++) Offer(number, Line.A);
        Assert.That(Offer(11, Line.A, sendingTimeNs: 10), Is.EqualTo(Verdict.Process), "a copy of 10 under the next number");
        Assert.That(Offer(11, Line.A), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(11, Line.B), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(12, Line.A), Is.EqualTo(Verdict.Process));
    }

    [Test]
    public void WhatAForgedNumberAheadMadeGivenUpIsLateAndNoRestart()
    {
        for (uint number = 1u; number <= 10; number++) Offer(number, Line.A);
        Offer(13, Line.A, sendingTimeNs: 10);
        Assert.That(_arbitrator.TryDeclareGap(1_000_000, out ulong lost), Is.True);
        Assert.That((lost, _arbitrator.TryTakeHeld(out _, out _)), Is.EqualTo((2UL, true)));
        foreach (Line line in (Line[])[Line.A, Line.B])
        {
            Assert.That((Offer(11, line), Offer(12, line)), Is.EqualTo((Verdict.Late, Verdict.Late)));
            Assert.That(Offer(13, line), Is.EqualTo(Verdict.Duplicate));
        }

        Assert.That((Offer(14, Line.A), _arbitrator.Counters.Restarts), Is.EqualTo((Verdict.Process, 0L)));
    }

    [Test]
    public void ACopyOfOneThatWasDeliveredWithTooEarlyATimeIsADuplicate()
    {
        for (uint number = 11u; number <= 13; number++) Offer(number, Line.A);
        Offer(14, Line.A, sendingTimeNs: 1);
        Assert.That(Offer(14, Line.B), Is.EqualTo(Verdict.Duplicate));
    }

    [Test]
    public void WhatIsHeldAtARestartIsDeliveredAfterWhatIsLostBeforeIt()
    {
        for (uint number = 8u; number <= 10; number++) Offer(number, Line.A);
        Offer(12, Line.A);
        Offer(1, Line.A, sendingTimeNs: 2000);
        Assert.That(Offer(2, Line.A, sendingTimeNs: 2001), Is.EqualTo(Verdict.Restart));
        Assert.That((_arbitrator.TryFlush(out _, out ulong lost), lost), Is.EqualTo((true, 1UL)));
        Assert.That((_arbitrator.TryFlush(out Packet held, out lost), lost), Is.EqualTo((true, 0UL)));
        Assert.That(held.Bytes.ToArray(), Is.EqualTo(NumberedVenue.Packet(12, 12)));
        Assert.That(_arbitrator.TryFlush(out _, out _), Is.False);
    }

    [Test]
    public void WhatIsHeldAtARestartBeyondTheReachOfTheNewSessionIsDeliveredWhateverItsTime()
    {
        for (uint number = 100u; number <= 102; number++) Offer(number, Line.A);
        Offer(104, Line.A, sendingTimeNs: 9000);
        Offer(1, Line.A, sendingTimeNs: 2000);
        Assert.That(Offer(2, Line.A, sendingTimeNs: 2001), Is.EqualTo(Verdict.Restart));
        Assert.That((_arbitrator.TryFlush(out _, out ulong lost), lost), Is.EqualTo((true, 1UL)));
        Assert.That((_arbitrator.TryFlush(out _, out lost), lost), Is.EqualTo((true, 0UL)));
        _arbitrator.Adopt();
        Assert.That((Of(Line.A).Held, Of(Line.A).Delivered), Is.EqualTo((1, 4)), "the rival alone waits");
    }

    [Test]
    public void TheRestOfARestartThatCameFirstWaitsForItsBeginning()
    {
        Offer(1, Line.A);
        Offer(2, Line.A);
        Offer(4, Line.A, sendingTimeNs: 2003);
        Offer(1, Line.B, sendingTimeNs: 2000);
        Assert.That(Offer(2, Line.B, sendingTimeNs: 2001), Is.EqualTo(Verdict.Restart));
        Assert.That(_arbitrator.TryFlush(out _, out _), Is.False, "4 is of the new session");
        Assert.That((_arbitrator.Adopt(), _arbitrator.NextNumber, Of(Line.A).Held), Is.EqualTo((0UL, 1UL, 1)));
    }

    [Test]
    public void OfTwoPacketsWithTheNextNumberTheOlderOneProvesTheRestart()
    {
        Offer(1, Line.A);
        Offer(3, Line.A);
        Offer(1, Line.B, sendingTimeNs: 2000);
        Assert.That(Offer(2, Line.B, sendingTimeNs: 2001), Is.EqualTo(Verdict.Held), "it goes on with either");
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.False);
        Assert.That(Offer(2, Line.A), Is.EqualTo(Verdict.Restart));
        while (_arbitrator.TryFlush(out _, out _))
        {
        }

        Assert.That((_arbitrator.Adopt(), _arbitrator.NextNumber), Is.EqualTo((0UL, 1UL)));
    }

    private LineCounters Of(Line line) => _arbitrator.Counters.Groups[(int)line];

    private Verdict Offer(uint number, Line line, long? sendingTimeNs = null)
    {
        PacketHeader header = new PacketHeader { First = number, Count = 1, SendingTimeNs = sendingTimeNs ?? number };
        Verdict verdict = _arbitrator.Offer(ref header, new Packet(NumberedVenue.Packet(number, header.SendingTimeNs), 0, (int)line), 0);
        if (verdict < Verdict.Restart) Assert.That(_arbitrator.Counters.Sum().Imbalance, Is.Zero, "the ledger");
        return verdict;
    }
}
