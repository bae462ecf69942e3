using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Tests.Arbitration;

public sealed class LineArbitratorTests
{
    private const int WindowCount = 4;
    private LineArbitrator _arbitrator = null!;

    [SetUp]
    public void SetUp() => _arbitrator = new LineArbitrator(new ArbitrationOptions { GapCountMax = WindowCount, GapTimeNsMax = 1000 });

    [TearDown]
    public void TearDown() => _arbitrator.Dispose();

    [Test]
    public void The_first_arrival_wins_and_the_second_is_a_duplicate()
    {
        Assert.That(Offer(10, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(10, Line.B), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(11, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(11, Line.A), Is.EqualTo(Verdict.Duplicate));
        Assert.That((_arbitrator.Counters.LineA.Wins, _arbitrator.Counters.LineB.Wins), Is.EqualTo((1, 1)));
        Assert.That((_arbitrator.Counters.LineA.Duplicates, _arbitrator.Counters.LineB.Duplicates), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_packet_ahead_waits_for_the_one_before_it_from_the_other_line()
    {
        Offer(1, Line.A);
        Assert.That(Offer(3, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.TryTakeHeld(out var held), Is.True);
        Assert.That(held.Bytes.ToArray(), Is.EqualTo(new byte[] { 3 }));
        Assert.That(_arbitrator.NextSeqNum, Is.EqualTo(4));
        Assert.That(_arbitrator.Counters.LineA.Missing, Is.EqualTo(1));
        Assert.That(_arbitrator.Counters.Gaps, Is.Zero);
    }

    [Test]
    public void A_gap_is_declared_when_the_window_is_full()
    {
        Offer(1, Line.A);
        for (var seqNum = 3u; seqNum < 5; seqNum++) Offer(seqNum, Line.A);
        Assert.That(_arbitrator.TryDeclareGap(0, out _), Is.False);
        Offer(1 + 1 + WindowCount, Line.A);
        Assert.That(_arbitrator.TryDeclareGap(0, out var lost), Is.True);
        Assert.That(lost, Is.EqualTo(1));
        Assert.That(_arbitrator.NextSeqNum, Is.EqualTo(3));
        Assert.That((_arbitrator.Counters.Gaps, _arbitrator.Counters.Lost), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_gap_is_declared_when_time_has_passed()
    {
        Offer(1, Line.A, nowNs: 0);
        Offer(4, Line.A, nowNs: 100);
        Assert.That(_arbitrator.TryDeclareGap(1100, out _), Is.False);
        Assert.That(_arbitrator.TryDeclareGap(1101, out var lost), Is.True);
        Assert.That(lost, Is.EqualTo(2));
    }

    [Test]
    public void What_comes_after_it_was_given_up_is_late_not_a_duplicate()
    {
        Offer(1, Line.A);
        Offer(3, Line.A);
        _arbitrator.TryDeclareGap(long.MaxValue, out _);
        _arbitrator.TryTakeHeld(out _);
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Late));
        Assert.That(Offer(3, Line.B), Is.EqualTo(Verdict.Duplicate));
    }

    [Test]
    public void A_jump_beyond_the_window_gives_up_everything_before_it()
    {
        Offer(1, Line.A);
        Assert.That(Offer(100, Line.A), Is.EqualTo(Verdict.Jump));
        Assert.That(_arbitrator.SkipTo(Header(100)), Is.EqualTo(98));
        Assert.That(_arbitrator.NextSeqNum, Is.EqualTo(101));
    }

    [Test]
    public void A_sequence_that_starts_again_is_known_by_its_sending_time()
    {
        Offer(5000, Line.A, sendingTimeNs: 1000);
        Assert.That(Offer(1, Line.A, sendingTimeNs: 900), Is.EqualTo(Verdict.Duplicate), "an old packet");
        Assert.That(Offer(1, Line.A, sendingTimeNs: 2000), Is.EqualTo(Verdict.Restart));
        Assert.That(Offer(1, Line.B, sendingTimeNs: 2000), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(2, Line.B, sendingTimeNs: 2001), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.Counters.Restarts, Is.EqualTo(1));
    }

    [Test]
    public void The_same_packet_ahead_on_both_lines_is_held_once()
    {
        Offer(1, Line.A);
        Assert.That(Offer(3, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(3, Line.B), Is.EqualTo(Verdict.Duplicate));
        Assert.That(_arbitrator.HeldCount, Is.EqualTo(1));
    }

    [Test]
    public void A_packet_too_large_to_keep_is_counted()
    {
        Offer(1, Line.A);
        var packet = new Packet(new byte[4096], 0, (int)Line.A);
        Assert.That(_arbitrator.Offer(Header(3), packet, 0), Is.EqualTo(Verdict.Oversize));
        Assert.That(_arbitrator.Counters.Oversize, Is.EqualTo(1));
    }

    [TestCase(0, 1, 2048)]
    [TestCase(4097, 1, 2048)]
    [TestCase(1, -1, 2048)]
    [TestCase(1, 1, 63)]
    [TestCase(1, 1, 65537)]
    public void Options_out_of_range_are_refused(int gapCountMax, long gapTimeNsMax, int heldBytesMax)
    {
        var options = new ArbitrationOptions { GapCountMax = gapCountMax, GapTimeNsMax = gapTimeNsMax, HeldBytesMax = heldBytesMax };
        Assert.That(() => new LineArbitrator(options), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static PacketHeader Header(uint seqNum, long sendingTimeNs = 1) => new() { First = seqNum, Count = 1, SendingTimeNs = sendingTimeNs };

    private Verdict Offer(uint seqNum, Line line, long nowNs = 0, long sendingTimeNs = 1) =>
        _arbitrator.Offer(Header(seqNum, sendingTimeNs), new Packet(new[] { (byte)seqNum }, nowNs, (int)line), nowNs);
}
