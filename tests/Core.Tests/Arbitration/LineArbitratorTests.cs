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
    public void The_first_arrival_wins_and_the_second_is_a_duplicate()
    {
        Assert.That(Offer(10, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(10, Line.B), Is.EqualTo(Verdict.Duplicate));
        Assert.That(Offer(11, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(11, Line.A), Is.EqualTo(Verdict.Duplicate));
        Assert.That((Of(Line.A).Delivered, Of(Line.B).Delivered), Is.EqualTo((1, 1)));
        Assert.That((Of(Line.A).Duplicates, Of(Line.B).Duplicates), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_packet_ahead_waits_for_the_one_before_it_from_the_other_line()
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
    public void A_gap_is_declared_when_one_far_enough_ahead_has_come()
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
    public void A_gap_is_declared_when_time_has_passed()
    {
        Offer(1, Line.A, nowNs: 0);
        Offer(4, Line.A, nowNs: 100);
        Assert.That(_arbitrator.TryDeclareGap(1100, out _), Is.False);
        Assert.That(_arbitrator.TryDeclareGap(1101, out ulong lost), Is.True);
        Assert.That(lost, Is.EqualTo(2));
    }

    [Test]
    public void What_comes_after_it_was_given_up_is_late_not_a_duplicate()
    {
        Offer(1, Line.A);
        Offer(3, Line.A);
        _arbitrator.TryDeclareGap(long.MaxValue, out _);
        _arbitrator.TryTakeHeld(out _, out _);
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Late));
        Assert.That(Offer(3, Line.B), Is.EqualTo(Verdict.Duplicate));
    }

    [Test]
    public void What_came_before_the_first_packet_received_is_late_not_a_duplicate()
    {
        Offer(10, Line.A);
        Assert.That(Offer(9, Line.B), Is.EqualTo(Verdict.Late));
        Assert.That(Offer(10, Line.B), Is.EqualTo(Verdict.Duplicate));
    }

    [Test]
    public void A_damaged_packet_leaves_its_number_to_the_other_line()
    {
        Offer(1, Line.A);
        Assert.That(Offer(2, Line.A, isWhole: false), Is.EqualTo(Verdict.Damaged));
        Assert.That(Offer(2, Line.B), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(4, Line.A, isWhole: false), Is.EqualTo(Verdict.Damaged), "nor is one kept that is ahead");
        Assert.That(Of(Line.A).Damaged, Is.EqualTo(2));
    }

    [Test]
    public void A_jump_beyond_the_window_is_taken_when_a_second_packet_confirms_it()
    {
        Offer(1, Line.A);
        Assert.That(Offer(Far, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(Far + 1, Line.A), Is.EqualTo(Verdict.Jump));
        Assert.That(_arbitrator.Adopt(), Is.EqualTo(Far - 2));
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(Far));
        Assert.That(_arbitrator.Counters.Lost, Is.EqualTo(Far - 2));
    }

    [Test]
    public void A_jump_is_confirmed_by_the_other_lines_copy()
    {
        Offer(1, Line.A);
        Offer(Far, Line.A);
        Assert.That(Offer(Far, Line.A), Is.EqualTo(Verdict.Duplicate), "the same line proves nothing");
        Assert.That(Offer(Far, Line.B), Is.EqualTo(Verdict.Jump));
    }

    [Test]
    public void One_packet_far_ahead_neither_stalls_nor_wipes()
    {
        Offer(1, Line.A);
        Offer(Far, Line.A, sendingTimeNs: 1);
        Assert.That(Offer(2, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That((Of(Line.A).Foreign, _arbitrator.Counters.Unconfirmed, _arbitrator.Counters.Lost), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public void One_packet_with_a_wrong_sending_time_far_ahead_stalls_nothing()
    {
        for (uint number = 1u; number <= 4; number++) Offer(number, Line.A);
        Assert.That(Offer(5, Line.A, sendingTimeNs: long.MaxValue), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(6, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(1, Line.A, sendingTimeNs: 1000), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(1, Line.B, sendingTimeNs: 1000), Is.EqualTo(Verdict.Restart), "a restart is still told");
    }

    [Test]
    public void A_restart_is_taken_when_a_second_packet_confirms_it_and_what_is_older_is_old_on_every_line()
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
    public void A_restart_whose_first_packet_is_missing_waits_for_it()
    {
        for (uint number = 1u; number <= 4; number++) Offer(number, Line.A);
        Offer(2, Line.A, sendingTimeNs: 2000);
        Assert.That(Offer(3, Line.A, sendingTimeNs: 2001), Is.EqualTo(Verdict.Restart));
        _arbitrator.Adopt();
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(1), "the first number of a session is 1");
        Assert.That(Offer(1, Line.B, sendingTimeNs: 1999), Is.EqualTo(Verdict.Process), "sent after all of the session before");
    }

    [Test]
    public void Numbers_go_on_from_the_highest_of_the_wire_to_0()
    {
        Offer(uint.MaxValue, Line.A, sendingTimeNs: 1);
        Assert.That(Offer(1, Line.A, sendingTimeNs: 3), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(0, Line.A, sendingTimeNs: 2), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That(_arbitrator.NextNumber, Is.EqualTo(2 + (1UL << 32)));
    }

    [Test]
    public void Packets_behind_the_highest_number_of_the_wire_wait_for_it()
    {
        Offer(uint.MaxValue - 1, Line.A, sendingTimeNs: 1);
        Assert.That(Offer(0, Line.A, sendingTimeNs: 3), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(uint.MaxValue, Line.B, sendingTimeNs: 2), Is.EqualTo(Verdict.Process));
        Assert.That(_arbitrator.TryTakeHeld(out _, out _), Is.True);
        Assert.That(Offer(uint.MaxValue, Line.A, sendingTimeNs: 2), Is.EqualTo(Verdict.Duplicate));
        Assert.That(_arbitrator.Counters.Lost, Is.Zero);
    }

    [Test]
    public void A_stream_may_begin_at_0()
    {
        Assert.That(Offer(0, Line.A), Is.EqualTo(Verdict.Process));
        Assert.That(Offer(2, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(_arbitrator.TryDeclareGap(long.MaxValue, out ulong lost), Is.True);
        Assert.That(lost, Is.EqualTo(1));
    }

    [Test]
    public void Live_the_clock_gives_nothing_up_before_every_group_had_nothing_left_twice()
    {
        using LineArbitrator<NumberedVenue> arbitrator = Create(new ArbitrationOptions { GapCountMax = GapCount, GapTimeNsMax = 1000, HeldCountMax = 64, AwaitsDrain = true });
        Offer(arbitrator, 1, Line.A);
        Offer(arbitrator, 3, Line.A);
        arbitrator.OnDrained();
        Assert.That(arbitrator.TryDeclareGap(1_000_000, out _), Is.False, "the other line may have been looked at before this one");
        arbitrator.OnDrained();
        Assert.That(arbitrator.TryDeclareGap(1_000_000, out ulong lost), Is.True);
        Assert.That(lost, Is.EqualTo(1));
    }

    [Test]
    public void The_same_packet_ahead_on_both_lines_is_held_once()
    {
        Offer(1, Line.A);
        Assert.That(Offer(3, Line.A), Is.EqualTo(Verdict.Held));
        Assert.That(Offer(3, Line.B), Is.EqualTo(Verdict.Duplicate));
        Assert.That((Of(Line.A).Held, Of(Line.B).Held), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_packet_too_large_to_keep_is_counted_and_leaves_its_number_open()
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
    public void Options_out_of_range_are_refused(int gapCountMax, long gapTimeNsMax, int heldBytesMax, int heldCountMax)
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
