using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Tests.Arbitration;

/// <summary>What a capture notes as cut out of it on purpose is passed over, and is no loss; what it does not note is one.</summary>
public sealed class CutTests
{
    private LineArbitrator<NumberedVenue> _arbitrator = null!;

    [SetUp]
    public void SetUp() => _arbitrator = new(
        new ArbitrationOptions { GapCountMax = 4, GapTimeNsMax = 1000, HeldCountMax = 64 }, FeedMap.TwoLines, 0);

    [TearDown]
    public void TearDown() => _arbitrator.Dispose();

    [Test]
    public void ThePacketBehindWhatWasCutIsTheNextOne()
    {
        Offer(1, 0);
        Note(2, 5000, 5000);
        Assert.That((_arbitrator.TrySkipCut(out ulong count), count), Is.EqualTo((true, 4998UL)));
        Assert.That(Offer(5000, 0), Is.EqualTo(Verdict.Process));
        Assert.That(Counts(), Is.EqualTo((0L, 0L, 4998L)));
        Assert.That(_arbitrator.Counters.Groups[0].Missing, Is.Zero, "the line did not skip them");
    }

    [Test]
    public void WhatIsMissingBesideWhatWasCutIsWaitedFor()
    {
        Offer(1, 0);
        Note(3, 5, 5); // 2 was lost on the line
        Assert.That(_arbitrator.TrySkipCut(out _), Is.False);
        Assert.That(Offer(5, 0), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(2, 1), Is.EqualTo(Verdict.Process), "the other line brings it");
        Assert.That((_arbitrator.TrySkipCut(out ulong count), count), Is.EqualTo((true, 2UL)));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That(Counts(), Is.EqualTo((0L, 0L, 2L)));
    }

    [Test]
    public void WhatNeverComesBesideWhatWasCutIsLost()
    {
        Offer(1, 0);
        Note(3, 5, 5);
        Offer(5, 0);
        Assert.That((_arbitrator.TryDeclareGap(long.MaxValue, out ulong lost), lost), Is.EqualTo((true, 1UL)));
        Assert.That((_arbitrator.TrySkipCut(out ulong cut), cut), Is.EqualTo((true, 2UL)));
        Assert.That((_arbitrator.TryTakeHeld(out _, out _), Counts()), Is.EqualTo((true, (1L, 1L, 2L))));
    }

    [Test]
    public void TheNoteOfTheOtherLineChangesNothing()
    {
        Offer(1, 0);
        Offer(1, 1);
        Note(2, 5, 5);
        _arbitrator.TrySkipCut(out _);
        Offer(5, 0);
        Note(2, 5, 5);
        Assert.That(_arbitrator.TrySkipCut(out _), Is.False);
        Assert.That(Offer(5, 1), Is.EqualTo(Verdict.Duplicate));
        Assert.That((Counts(), _arbitrator.Counters.Groups[1].Missing), Is.EqualTo(((0L, 0L, 3L), 0L)));
    }

    [Test]
    public void WhatAnotherCaptureStillHasIsDelivered()
    {
        Offer(1, 0);
        Offer(3, 1);
        Note(2, 5, 5);
        Assert.That((_arbitrator.TrySkipCut(out ulong count), count), Is.EqualTo((true, 1UL)));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That((_arbitrator.TrySkipCut(out count), count), Is.EqualTo((true, 1UL)));
        Assert.That((_arbitrator.NextNumber, Counts()), Is.EqualTo((5UL, (0L, 0L, 2L))));
    }

    [Test]
    public void BeforeTheFirstPacketAndOfNothingThereIsNothingToPassOver()
    {
        Note(1, 7, 7);
        Offer(7, 0);
        Note(8, 8, 8);
        Assert.That((_arbitrator.TrySkipCut(out _), Counts()), Is.EqualTo((false, (0L, 0L, 0L))));
    }

    [TestCase(4UL, 9UL, 4U, TestName = "A_note_that_leads_beyond_its_packet_is_not_believed")]
    [TestCase(1UL, 3UL, 4U, TestName = "A_note_of_what_was_delivered_is_not_believed")]
    [TestCase(9UL, 4UL, 4U, TestName = "A_note_that_ends_before_it_begins_is_not_believed")]
    [TestCase(4UL, 0x90000000UL, 0x90000000U, TestName = "A_note_of_half_of_all_numbers_is_not_believed")]
    public void ANoteIsAWordThatPacketsMayContradict(ulong first, ulong next, uint beside)
    {
        for (uint number = 1; number < 4; number++) Offer(number, 0);
        Note(first, next, beside);
        Assert.That((_arbitrator.TrySkipCut(out _), _arbitrator.Counters.CutRefused), Is.EqualTo((false, 1L)));
        for (uint number = 4; number < 20; number++) Assert.That(Offer(number, 0), Is.EqualTo(Verdict.Process));
        Assert.That((Counts(), _arbitrator.Counters.Restarts), Is.EqualTo(((0L, 0L, 0L), 0L)));
    }

    [Test]
    public void WhatWasCutIsNoLossThoughMoreIsMissingThanTheWindowReaches()
    {
        Offer(1, 0);
        Note(3, 5000, 5002); // 2, 5000 and 5001 were lost on the lines
        Assert.That((_arbitrator.TryReachCut(out ulong lost), lost), Is.EqualTo((true, 1UL)));
        Assert.That((_arbitrator.TrySkipCut(out ulong cut), cut), Is.EqualTo((true, 4997UL)));
        Assert.That(Offer(5002, 0), Is.EqualTo(Verdict.Held));
        Assert.That((_arbitrator.TryDeclareGap(long.MaxValue, out lost), lost), Is.EqualTo((true, 2UL)));
        Assert.That((Counts(), _arbitrator.Counters.Jumps), Is.EqualTo(((2L, 3L, 4997L), 0L)));
    }

    [Test]
    public void OfVeryManyRunsTheOldestBecomeOneAndNoneIsForgotten()
    {
        CutNumbers cuts = new();
        for (ulong i = 0; i < 3000; i++) cuts.Add(10 * i, (10 * i) + 5);
        Assert.That((cuts.CountIn(0, 19_770), cuts.CountIn(19_770, 30_000), cuts.EndFrom(0)), Is.EqualTo((19_765UL, 5 * 1023UL, 19_765UL)));
    }

    private void Note(ulong first, ulong next, uint beside)
    {
        NumberedVenue.TryReadHeader(NumberedVenue.Packet(beside, beside), out PacketHeader header);
        _arbitrator.NoteCut(first, next, header);
    }

    private (long Gaps, long Lost, long Cut) Counts() => (_arbitrator.Counters.Gaps, _arbitrator.Counters.Lost, _arbitrator.Counters.Cut);

    private Verdict Offer(uint number, int group)
    {
        Packet packet = new(NumberedVenue.Packet(number, number), number, group);
        NumberedVenue.TryReadHeader(packet.Bytes, out PacketHeader header);
        return _arbitrator.Offer(ref header, packet, number);
    }
}
