using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Tests.Arbitration;

/// <summary>Venues that number messages, and cut the lines differently, and venues that name their sessions.</summary>
public sealed class SpanTests
{
    private LineArbitrator<NumberedVenue> _arbitrator = null!;

    [SetUp]
    public void SetUp() => _arbitrator = new LineArbitrator<NumberedVenue>(
        new ArbitrationOptions { GapCountMax = 4, GapTimeNsMax = 1000, HeldCountMax = 64 }, FeedMap.TwoLines, 0);

    [TearDown]
    public void TearDown() => _arbitrator.Dispose();

    [Test]
    public void APacketTakesAsManyNumbersAsItCounts()
    {
        Offer(1, 3, Line.A, out _);
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(4));
        Assert.That(Offer(2, 1, Line.B, out _), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(4, 1, Line.B, out _), Is.EqualTo(Verdict.Process));
    }

    [Test]
    public void OfAPacketThatWasDeliveredInPartTheRestIsProcessed()
    {
        Offer(1, 2, Line.A, out _);
        Assert.That(Offer(2, 3, Line.B, out uint skip), Is.EqualTo(Verdict.Process));
        Assert.That((skip, _arbitrator.NextNumber), Is.EqualTo((1U, 5UL)));
    }

    [Test]
    public void APacketThatWaitsGoesOnWithThePartThatWasNotDelivered()
    {
        Offer(1, 1, Line.A, out _);
        Assert.That(Offer(3, 3, Line.A, out _), Is.EqualTo(Verdict.Held));
        Offer(2, 2, Line.B, out _);
        Assert.That((_arbitrator.TryTakeHeld(out _, out uint skip), skip, _arbitrator.NextNumber), Is.EqualTo((true, 1U, 6UL)));
    }

    [Test]
    public void APacketThatWaitsAndHasNothingNewLeftIsADuplicate()
    {
        Offer(1, 1, Line.A, out _);
        Offer(3, 2, Line.A, out _);
        Offer(2, 3, Line.B, out _);
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.False);
        Assert.That((_arbitrator.Counters.Groups[0].Duplicates, _arbitrator.Counters.Groups[0].Held), Is.EqualTo((1, 0)));
    }

    [Test]
    public void APacketThatWaitsAndIsOvertakenByALongerOneIsADuplicateAndNoGap()
    {
        Offer(1, 1, Line.A, out _);
        Offer(3, 1, Line.A, out _);
        Offer(2, 4, Line.B, out _);
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.False);
        Assert.That((_arbitrator.Counters.Groups[0].Duplicates, _arbitrator.Counters.Groups[0].Held), Is.EqualTo((1, 0)));
        Assert.That(_arbitrator.TryDeclareGap(long.MaxValue, out _), Is.False);
    }

    [Test]
    public void WhereSessionsAreNamedALaterTimeBehindIsNoRestart()
    {
        Offer(1, 3, Line.A, out _);
        Offer(4, 1, Line.A, out _);
        Assert.That(Offer(2, 1, Line.B, out _), Is.EqualTo(Verdict.Duplicate), "the other line is cut differently");
    }

    [Test]
    public void AHigherEpochIsARestartWhateverTheNumberWhenASecondPacketConfirmsIt()
    {
        Offer(7, 1, Line.A, out _);
        Assert.That(Offer(8, 1, Line.A, out _, epoch: 2), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(8, 1, Line.B, out _, epoch: 2), Is.EqualTo(Verdict.Restart));
        _arbitrator.Adopt();
        Assert.That(Offer(8, 1, Line.A, out _), Is.EqualTo(Verdict.Late), "of the epoch before");
        Assert.That(Offer(1, 1, Line.A, out _, epoch: 2), Is.EqualTo(Verdict.Process));
    }

    [Test]
    public void AHeartbeatRevealsALossAndLeavesItsNumberToThePacket()
    {
        Offer(1, 1, Line.A, out _);
        Assert.That(Offer(4, 0, Line.A, out _), Is.EqualTo(Verdict.Held), "2 and 3 were sent, and did not come");
        Assert.That(Offer(4, 0, Line.B, out _), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(4, 1, Line.B, out _), Is.EqualTo(Verdict.Held), "the packet has its number");
        Assert.That((_arbitrator.TryDeclareGap(long.MaxValue, out ulong lostCount), lostCount), Is.EqualTo((true, 2UL)));
        Assert.That((_arbitrator.TryTakeHeld(out _, out _), _arbitrator.NextNumber, _arbitrator.IsHolding), Is.EqualTo((true, 5UL, false)));
    }

    [Test]
    public void AHeartbeatOfTheNextPacketChangesNothing()
    {
        Offer(1, 1, Line.A, out _);
        Assert.That(Offer(2, 0, Line.A, out _), Is.EqualTo(Verdict.Process));
        Assert.That((_arbitrator.NextNumber, _arbitrator.IsHolding), Is.EqualTo((2UL, false)));
        Assert.That(Offer(2, 1, Line.A, out _), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(2, 0, Line.B, out _), Is.EqualTo(Verdict.Duplicate), "a line that is behind");
    }

    [Test]
    public void ASecondHeartbeatConfirmsANewEpoch()
    {
        Offer(7, 1, Line.A, out _);
        Assert.That(Offer(1, 0, Line.A, out _, epoch: 2), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(1, 0, Line.A, out _, epoch: 2, laterNs: 100), Is.EqualTo(Verdict.Restart));
        _arbitrator.Adopt();
        Assert.That(Offer(1, 0, Line.A, out _, epoch: 2, laterNs: 100), Is.EqualTo(Verdict.Process));
        Assert.That((Offer(1, 1, Line.A, out _, epoch: 2, laterNs: 200), _arbitrator.NextNumber), Is.EqualTo((Verdict.Process, 2UL)));
    }

    [Test]
    public void ThePacketThatAHeartbeatAnnouncesConfirmsANewEpoch()
    {
        Offer(7, 1, Line.A, out _);
        Offer(1, 0, Line.A, out _, epoch: 2);
        Assert.That(Offer(1, 1, Line.A, out _, epoch: 2, laterNs: 100), Is.EqualTo(Verdict.Restart));
    }

    [Test]
    public void ASecondHeartbeatConfirmsThatMoreWasLostThanTheWindowReaches()
    {
        Offer(1, 1, Line.A, out _);
        Assert.That(Offer(1000, 0, Line.A, out _), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(1000, 0, Line.A, out _, laterNs: 100), Is.EqualTo(Verdict.Jump));
        Assert.That((_arbitrator.Adopt(), _arbitrator.NextNumber), Is.EqualTo((998UL, 1000UL)));
    }

    [TestCase(1U, TestName = "Two packets of one number confirm nothing")]
    [TestCase(0U, TestName = "A heartbeat behind the packet of its number confirms nothing")]
    public void OfOneNumberOnlyAHeartbeatComesBeforeAnother(uint count)
    {
        Offer(7, 1, Line.A, out _);
        Offer(1, 1, Line.A, out _, epoch: 2);
        Assert.That(Offer(1, count, Line.A, out _, epoch: 2, laterNs: 100), Is.EqualTo(Verdict.Held));
    }

    [Test]
    public void ANumberThatALineSkipsIsMissingOnThatLineAlone()
    {
        foreach (ulong number in (ulong[])[1, 2, 4]) Offer(number, 1, Line.A, out _);
        foreach (ulong number in (ulong[])[1, 2, 3]) Offer(number, 1, Line.B, out _);
        Assert.That((_arbitrator.Counters.Groups[0].Missing, _arbitrator.Counters.Groups[1].Missing), Is.EqualTo((1, 0)));
    }

    private Verdict Offer(ulong first, uint count, Line line, out uint skip, ulong epoch = 1, long laterNs = 0)
    {
        PacketHeader header = new PacketHeader { Epoch = epoch, First = first, Count = count, SendingTimeNs = (long)((epoch * 1000) + first) + laterNs };
        byte[] bytes = NumberedVenue.Packet((uint)first, header.SendingTimeNs);
        Verdict verdict = _arbitrator.Offer(ref header, new Packet(bytes, 0, (int)line), 0);
        skip = header.Skip;
        if (verdict < Verdict.Restart) Assert.That(_arbitrator.Counters.Sum().Imbalance, Is.Zero, "the ledger");
        return verdict;
    }
}
