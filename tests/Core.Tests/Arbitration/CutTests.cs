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
        _arbitrator.NoteCut(2, 5000);
        Assert.That((_arbitrator.TrySkipCut(out ulong count), count), Is.EqualTo((true, 4998UL)));
        Assert.That(Offer(5000, 0), Is.EqualTo(Verdict.Process));
        Assert.That(Counts(), Is.EqualTo((0L, 0L, 4998L)));
        Assert.That(_arbitrator.Counters.Groups[0].Missing, Is.Zero, "the line did not skip them");
    }

    [Test]
    public void WhatIsMissingBesideWhatWasCutIsWaitedFor()
    {
        Offer(1, 0);
        _arbitrator.NoteCut(3, 5); // 2 was lost on the line
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
        _arbitrator.NoteCut(3, 5);
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
        _arbitrator.NoteCut(2, 5);
        _arbitrator.TrySkipCut(out _);
        Offer(5, 0);
        _arbitrator.NoteCut(2, 5);
        Assert.That(_arbitrator.TrySkipCut(out _), Is.False);
        Assert.That(Offer(5, 1), Is.EqualTo(Verdict.Duplicate));
        Assert.That((Counts(), _arbitrator.Counters.Groups[1].Missing), Is.EqualTo(((0L, 0L, 3L), 0L)));
    }

    [Test]
    public void WhatAnotherCaptureStillHasIsDelivered()
    {
        Offer(1, 0);
        Offer(3, 1);
        _arbitrator.NoteCut(2, 5);
        Assert.That((_arbitrator.TrySkipCut(out ulong count), count), Is.EqualTo((true, 1UL)));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That((_arbitrator.TrySkipCut(out count), count), Is.EqualTo((true, 1UL)));
        Assert.That((_arbitrator.NextNumber, Counts()), Is.EqualTo((5UL, (0L, 0L, 2L))));
    }

    [Test]
    public void BeforeTheFirstPacketAndOfNothingThereIsNothingToPassOver()
    {
        _arbitrator.NoteCut(1, 7);
        Offer(7, 0);
        _arbitrator.NoteCut(8, 8);
        Assert.That((_arbitrator.TrySkipCut(out _), Counts()), Is.EqualTo((false, (0L, 0L, 0L))));
    }

    private (long Gaps, long Lost, long Cut) Counts() => (_arbitrator.Counters.Gaps, _arbitrator.Counters.Lost, _arbitrator.Counters.Cut);

    private Verdict Offer(uint number, int group)
    {
        Packet packet = new(NumberedVenue.Packet(number, number), number, group);
        NumberedVenue.TryReadHeader(packet.Bytes, out PacketHeader header);
        return _arbitrator.Offer(ref header, packet, number);
    }
}
