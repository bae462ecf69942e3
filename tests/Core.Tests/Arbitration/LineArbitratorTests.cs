using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Tests.Arbitration;

/// <summary>The rules of one sequence out of two lines (CME MDP 3.0, "A/B feed arbitration"; docs/architecture.md, "Sequence").</summary>
public sealed class LineArbitratorTests
{
    private const int GapCount = 4;
    private const int Far = 5000;
    private LineArbitrator<NumberedVenue> _arbitrator = null!;

    [SetUp]
    public void SetUp() => _arbitrator = Create(new ArbitrationOptions { GapCountMax = GapCount, GapTimeNsMax = 1000, HeldCountMax = 64 });

    [TearDown]
    public void TearDown() => _arbitrator.Dispose();

    [Test]
    public void TheFirstArrivalWinsAndTheSecondIsADuplicate()
    {
        Assert.That(Offer(10, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(10, Line.B), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(11, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(11, Line.A), Is.EqualTo(Verdict.Duplicate));
        Assert.That((Of(Line.A).Delivered, Of(Line.B).Delivered), Is.EqualTo((1, 1)));
        Assert.That((Of(Line.A).Duplicates, Of(Line.B).Duplicates), Is.EqualTo((1, 1)));
    }

    [Test]
    public void APacketAheadWaitsForTheOneBeforeItFromTheOtherLine()
    {
        Offer(1, Line.A);
        Assert.That(Offer(3, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.TryTakeHeld(out Packet held, out _), Is.True);
        Assert.That(held.Bytes.ToArray(), Is.EqualTo(NumberedVenue.Packet(3, 3)));
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(4));
        Assert.That(Of(Line.A).Missing, Is.EqualTo(1));
        Assert.That(_arbitrator.Counters.Gaps, Is.Zero);
    }

    [Test]
    public void AGapIsDeclaredWhenOneFarEnoughAheadHasCome()
    {
        Offer(1, Line.A);
        for (uint number = 3u; number < 5; number++) Offer(number, Line.A);
        Assert.That(_arbitrator.TryDeclareGap(0, out _), Is.False);
        Offer(2 + GapCount, Line.A);
        Assert.That(_arbitrator.TryDeclareGap(0, out ulong lost), Is.True);
        Assert.That((lost, _arbitrator.NextNumber), Is.EqualTo((1UL, 3UL)));
        Assert.That((_arbitrator.Counters.Gaps, _arbitrator.Counters.Lost), Is.EqualTo((1, 1)));
    }

    [Test]
    public void AGapIsDeclaredWhenTimeHasPassed()
    {
        Offer(1, Line.A, nowNs: 0);
        Offer(4, Line.A, nowNs: 100);
        Assert.That(_arbitrator.TryDeclareGap(1100, out _), Is.False);
        Assert.That(_arbitrator.TryDeclareGap(1101, out ulong lost), Is.True);
        Assert.That(lost, Is.EqualTo(2));
    }

    [Test]
    public void WhatComesAfterItWasGivenUpIsLateNotADuplicate()
    {
        Offer(1, Line.A);
        Offer(3, Line.A);
        _arbitrator.TryDeclareGap(long.MaxValue, out _);
        _arbitrator.TryTakeHeld(out _, out _);
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Late));
        Assert.That(Offer(3, Line.B), Is.EqualTo(Verdict.Duplicate));
    }

    [Test]
    public void WhatCameBeforeTheFirstPacketReceivedIsLateNotADuplicate()
    {
        Offer(10, Line.A);
        Assert.That(Offer(9, Line.B), Is.EqualTo(Verdict.Late));
        Assert.That(Offer(10, Line.B), Is.EqualTo(Verdict.Duplicate));
    }

    [Test]
    public void ADamagedPacketLeavesItsNumberToTheOtherLine()
    {
        Offer(1, Line.A);
        Assert.That(Offer(2, Line.A, isWhole: false), Is.EqualTo(Verdict.Damaged));
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(4, Line.A, isWhole: false), Is.EqualTo(Verdict.Damaged), "nor is one kept that is ahead");
        Assert.That(Of(Line.A).Damaged, Is.EqualTo(2));
    }

    [Test]
    public void AJumpBeyondTheWindowIsTakenWhenASecondPacketConfirmsIt()
    {
        Offer(1, Line.A);
        Assert.That(Offer(Far, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(Far + 1, Line.A), Is.EqualTo(Verdict.Jump));
        Assert.That(_arbitrator.Adopt(), Is.EqualTo(Far - 2));
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(Far));
        Assert.That(_arbitrator.Counters.Lost, Is.EqualTo(Far - 2));
    }

    [Test]
    public void AJumpIsConfirmedByTheOtherLinesCopy()
    {
        Offer(1, Line.A);
        Offer(Far, Line.A);
        Assert.That(Offer(Far, Line.A), Is.EqualTo(Verdict.Duplicate), "the same line proves nothing");
        Assert.That(Offer(Far, Line.B), Is.EqualTo(Verdict.Jump));
    }

    [Test]
    public void OnePacketFarAheadNeitherStallsNorWipes()
    {
        Offer(1, Line.A);
        Offer(Far, Line.A, sendingTimeNs: 1);
        Assert.That(Offer(2, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That((Of(Line.A).Foreign, _arbitrator.Counters.Unconfirmed, _arbitrator.Counters.Lost), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public void OnePacketWithAWrongSendingTimeFarAheadStallsNothing()
    {
        for (uint number = 1u; number <= 4; number++) Offer(number, Line.A);
        Assert.That(Offer(5, Line.A, sendingTimeNs: long.MaxValue), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(6, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(1, Line.A, sendingTimeNs: 1000), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(1, Line.B, sendingTimeNs: 1000), Is.EqualTo(Verdict.Restart), "a restart is still told");
    }

    [Test]
    public void ARestartIsTakenWhenASecondPacketConfirmsItAndWhatIsOlderIsOldOnEveryLine()
    {
        for (uint number = 100u; number < 104; number++) Offer(number, Line.A);
        Assert.That(Offer(1, Line.A, sendingTimeNs: 2000), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(2, Line.A, sendingTimeNs: 2001), Is.EqualTo(Verdict.Restart));
        Assert.That(_arbitrator.Adopt(), Is.Zero);
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(1));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That(Offer(103, Line.B), Is.EqualTo(Verdict.Duplicate), "delivered before the restart");
        Assert.That(Offer(99, Line.B), Is.EqualTo(Verdict.Late), "never delivered");
        Assert.That(Offer(2, Line.B, sendingTimeNs: 2001), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.Counters.Restarts, Is.EqualTo(1));
    }

    [Test]
    public void ARestartWhoseFirstPacketIsMissingWaitsForIt()
    {
        for (uint number = 1u; number <= 4; number++) Offer(number, Line.A);
        Offer(2, Line.A, sendingTimeNs: 2000);
        Assert.That(Offer(3, Line.A, sendingTimeNs: 2001), Is.EqualTo(Verdict.Restart));
        _arbitrator.Adopt();
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(1), "the first number of a session is 1");
        Assert.That(Offer(1, Line.B, sendingTimeNs: 1999), Is.EqualTo(Verdict.Process), "sent after all of the session before");
    }

    [Test]
    public void NumbersGoOnFromTheHighestOfTheWireTo0()
    {
        Offer(uint.MaxValue, Line.A, sendingTimeNs: 1);
        Assert.That(Offer(1, Line.A, sendingTimeNs: 3), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(0, Line.A, sendingTimeNs: 2), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(2 + (1UL << 32)));
    }

    [Test]
    public void PacketsBehindTheHighestNumberOfTheWireWaitForIt()
    {
        Offer(uint.MaxValue - 1, Line.A, sendingTimeNs: 1);
        Assert.That(Offer(0, Line.A, sendingTimeNs: 3), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(uint.MaxValue, Line.B, sendingTimeNs: 2), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That(Offer(uint.MaxValue, Line.A, sendingTimeNs: 2), Is.EqualTo(Verdict.Duplicate));
        Assert.That(_arbitrator.Counters.Lost, Is.Zero);
    }

    [Test]
    public void AStreamMayBeginAt0()
    {
        Assert.That(Offer(0, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(2, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(_arbitrator.TryDeclareGap(long.MaxValue, out ulong lost), Is.True);
        Assert.That(lost, Is.EqualTo(1));
    }

    [Test]
    public void LiveTheClockGivesNothingUpBeforeEveryGroupHadNothingLeftTwice()
    {
        using LineArbitrator<NumberedVenue> arbitrator = LiveThatMissesOne();
        arbitrator.OnDrained(1_000_000);
        Assert.That(arbitrator.TryDeclareGap(1_000_000, out _), Is.False, "the other line may have been looked at before this one");
        arbitrator.OnDrained(1_000_000);
        Assert.That(arbitrator.TryDeclareGap(1_000_000, out ulong lost), Is.True);
        Assert.That(lost, Is.EqualTo(1));
    }

    [Test]
    public void TimeThatTheFeedWasKeptFromRunningGivesNothingUpBeforeItLookedAgain()
    {
        using LineArbitrator<NumberedVenue> arbitrator = LiveThatMissesOne();
        arbitrator.OnDrained(10);
        arbitrator.OnDrained(20);
        Offer(arbitrator, 4, Line.A, nowNs: 1_000_000);
        Assert.That(arbitrator.TryDeclareGap(1_000_000, out _), Is.False, "the other line's copy may lie behind it in the buffers");
        Assert.That(Offer(arbitrator, 2, Line.B, nowNs: 1_000_000), Is.EqualTo(Verdict.Process));
        Assert.That(arbitrator.Counters.Lost, Is.Zero);
    }

    [Test]
    public void TheSamePacketAheadOnBothLinesIsHeldOnce()
    {
        Offer(1, Line.A);
        Assert.That(Offer(3, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(3, Line.B), Is.EqualTo(Verdict.Duplicate));
        Assert.That((Of(Line.A).Held, Of(Line.B).Held), Is.EqualTo((1, 0)));
    }

    [Test]
    public void APacketTooLargeToKeepIsCountedAndLeavesItsNumberOpen()
    {
        Offer(1, Line.A);
        byte[] bytes = new byte[4096];
        NumberedVenue.Packet(3, 3).CopyTo(bytes, 0);
        PacketHeader header = Header(3);
        Assert.That(_arbitrator.Offer(ref header, new Packet(bytes, 0, (int)Line.A), 0), Is.EqualTo(Verdict.Damaged));
        Assert.That((Of(Line.A).Oversize, Of(Line.A).Damaged, Of(Line.A).Imbalance), Is.EqualTo((1, 1, 0)));
    }

    [TestCase(0, 1, 2048, 8192)]
    [TestCase(4097, 1, 2048, 8192)]
    [TestCase(1, -1, 2048, 8192)]
    [TestCase(1, 1, 63, 8192)]
    [TestCase(1, 1, 65537, 8192)]
    [TestCase(64, 1, 2048, 63)]
    [TestCase(64, 1, 2048, 65537)]
    public void OptionsOutOfRangeAreRefused(int gapCountMax, long gapTimeNsMax, int heldBytesMax, int heldCountMax)
    {
        ArbitrationOptions options = new ArbitrationOptions
        {
            GapCountMax = gapCountMax,
            GapTimeNsMax = gapTimeNsMax,
            HeldBytesMax = heldBytesMax,
            HeldCountMax = heldCountMax,
        };
        Assert.That(() => Create(options), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static LineArbitrator<NumberedVenue> LiveThatMissesOne()
    {
        LineArbitrator<NumberedVenue> arbitrator = Create(new ArbitrationOptions { GapCountMax = GapCount, GapTimeNsMax = 1000, HeldCountMax = 64, AwaitsDrain = true });
        Offer(arbitrator, 1, Line.A);
        Offer(arbitrator, 3, Line.A);
        return arbitrator;
    }

    private static LineArbitrator<NumberedVenue> Create(ArbitrationOptions options) => new(options, FeedMap.TwoLines, 0);

    private static PacketHeader Header(uint number, long? sendingTimeNs = null) => new() { First = number, Count = 1, SendingTimeNs = sendingTimeNs ?? number };

    private LineCounters Of(Line line) => _arbitrator.Counters.Groups[(int)line];

    private Verdict Offer(uint number, Line line, long nowNs = 0, long? sendingTimeNs = null, bool isWhole = true) =>
        Offer(_arbitrator, number, line, nowNs, sendingTimeNs, isWhole);

    // A packet is sent when its number says, unless it says otherwise.
    private static Verdict Offer(
        LineArbitrator<NumberedVenue> arbitrator, uint number, Line line, long nowNs = 0, long? sendingTimeNs = null, bool isWhole = true)
    {
        PacketHeader header = Header(number, sendingTimeNs);
        Packet packet = new Packet(NumberedVenue.Packet(number, header.SendingTimeNs, isWhole), nowNs, (int)line);
        Verdict verdict = arbitrator.Offer(ref header, packet, nowNs);
        if (verdict < Verdict.Restart) Assert.That(arbitrator.Counters.Groups.Sum(static group => Math.Abs(group.Imbalance)), Is.Zero, "the ledger");
        return verdict;
    }
}
