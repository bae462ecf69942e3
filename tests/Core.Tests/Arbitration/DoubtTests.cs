using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Tests.Arbitration.Model;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Tests.Arbitration;

/// <summary>What a channel tells of drops by this machine, of gaps in a recording, and of the end.</summary>
public sealed class DoubtTests : IModelListener, IGapListener
{
    private static readonly ArbitrationOptions Options = new() { GapCountMax = 4, GapTimeNsMax = 1000, HeldCountMax = 64 };
    private readonly List<string> _told = [];
    private readonly List<ulong> _notes = [];

    [SetUp]
    public void SetUp()
    {
        _told.Clear();
        _notes.Clear();
    }

    [Test]
    public void A_drop_is_doubted_until_a_number_goes_on_after_every_buffer_was_empty()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        Take(channel, 1);
        channel.OnDropped(0);
        Take(channel, 2);
        channel.OnDrained(0);
        Assert.That(_told, Is.EqualTo(["1", "doubt", "2"]), "2 may have been received before the drop");
        Take(channel, 3);
        Assert.That(_told, Is.EqualTo(["1", "doubt", "2", "3", "no doubt"]));
        Assert.That(channel.Arbitration.Doubts, Is.EqualTo(1));
    }

    [Test]
    public void A_gap_does_not_end_the_doubt_of_a_drop_that_may_lie_beyond_it()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        Take(channel, 1);
        channel.OnDropped(0);
        Take(channel, 3);
        channel.OnEnd();
        Assert.That(_told, Is.EqualTo(["1", "doubt", "1 lost", "doubt", "3"]));
    }

    [Test]
    public void A_replay_gives_up_what_the_notes_say_and_nothing_by_itself()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> live = Create(Options);
        live.GapListener = this;
        foreach (uint number in (uint[])[1, 3, 4, 6]) Take(live, number);
        string[] told = [.. _told];
        Assert.That((told, _notes), Is.EqualTo((new[] { "1", "1 lost", "3", "4" }, new List<ulong> { 2, 3 })));
        _told.Clear();
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> replay = Create(Options with { FollowsNotes = true });
        foreach (uint number in (uint[])[1, 3, 4, 6]) Take(replay, number, nowNs: 1_000_000);
        Assert.That(_told, Is.EqualTo(["1"]));
        replay.OnGaveUp(_notes[1]);
        Assert.That(_told, Is.EqualTo(told));
    }

    [Test]
    public void Packets_without_a_header_are_damaged()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        channel.OnPacket(new Packet(new byte[4], 0, 1), 0);
        LineCounters line = channel.Arbitration.Groups[1];
        Assert.That((line.Received, line.Damaged, line.Imbalance), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public void What_waits_at_the_end_is_delivered_behind_the_gap_before_it()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        foreach (uint number in (uint[])[1, 3]) Take(channel, number);
        channel.OnEnd();
        Assert.That(_told, Is.EqualTo(["1", "1 lost", "3"]));
        Assert.That(channel.Arbitration.Sum().Held, Is.Zero);
    }

    [Test]
    public void A_jump_tells_every_number_that_it_leaves_out_and_delivers_what_waits()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        foreach (uint number in (uint[])[1, 3, 500, 501]) Take(channel, number);
        Assert.That(_told, Is.EqualTo(["1", "1 lost", "3", "496 lost", "500", "501"]));
        Assert.That((channel.Arbitration.Lost, channel.Arbitration.Jumps), Is.EqualTo((497, 1)));
    }

    [Test]
    public void What_lies_in_the_window_of_a_restart_is_delivered_before_it()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        foreach (uint number in (uint[])[100, 102]) Take(channel, number);
        channel.OnPacket(new Packet([.. NumberedVenue.Packet(1, 5000), 0], 0, 0), 0);
        channel.OnPacket(new Packet([.. NumberedVenue.Packet(2, 5001), 0], 0, 0), 0);
        Assert.That(_told, Is.EqualTo(["100", "1 lost", "102", "restart", "1", "2"]));
    }

    [Test]
    public void A_channel_that_restarts_begins_with_any_number()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        foreach (uint number in (uint[])[50, 51]) Take(channel, number);
        channel.Restart();
        Take(channel, 7);
        Assert.That(_told, Is.EqualTo(["50", "51", "7"]));
    }

    void IModelListener.OnPacket(int id, in PacketHeader header, bool isWhole) => _told.Add($"{header.First}");

    void IModelListener.OnGap(ulong lostCount, ulong next) => _told.Add($"{lostCount} lost");

    void IModelListener.OnRestart(ulong next) => _told.Add("restart");

    void IModelListener.OnDoubt(bool isInDoubt) => _told.Add(isInDoubt ? "doubt" : "no doubt");

    void IGapListener.OnGaveUp(int group, ulong first, ulong next) => _notes.AddRange([first, next]);

    private FeedChannel<NumberedVenue, ModelDecoder, NoStamps> Create(ArbitrationOptions options) =>
        new(options, FeedMap.TwoLines, 0, new ModelDecoder(this), default);

    private static void Take(FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel, uint number, long nowNs = 0) =>
        channel.OnPacket(new Packet([.. NumberedVenue.Packet(number, number), 0], nowNs, 0), nowNs);
}
