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
    public void ADropIsDoubtedUntilANumberGoesOnAfterEveryBufferWasEmpty()
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
    public void AGapDoesNotEndTheDoubtOfADropThatMayLieBeyondIt()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        Take(channel, 1);
        channel.OnDropped(0);
        Take(channel, 3);
        channel.OnEnd();
        Assert.That(_told, Is.EqualTo(["1", "doubt", "1 lost", "doubt", "3"]));
    }

    [Test]
    public void AReplayGivesUpWhatTheNotesSayAndNothingByItself()
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
    public void PacketsWithoutAHeaderAreDamaged()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        channel.OnPacket(new Packet(new byte[4], 0, 1), 0);
        LineCounters line = channel.Arbitration.Groups[1];
        Assert.That((line.Received, line.Damaged, line.Imbalance), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public void WhatWaitsAtTheEndIsDeliveredBehindTheGapBeforeIt()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        foreach (uint number in (uint[])[1, 3]) Take(channel, number);
        channel.OnEnd();
        Assert.That(_told, Is.EqualTo(["1", "1 lost", "3"]));
        Assert.That(channel.Arbitration.Sum().Held, Is.Zero);
    }

    [Test]
    public void AJumpTellsEveryNumberThatItLeavesOutAndDeliversWhatWaits()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        foreach (uint number in (uint[])[1, 3, 500, 501]) Take(channel, number);
        Assert.That(_told, Is.EqualTo(["1", "1 lost", "3", "496 lost", "500", "501"]));
        Assert.That((channel.Arbitration.Lost, channel.Arbitration.Jumps), Is.EqualTo((497, 1)));
    }

    [Test]
    public void WhatLiesInTheWindowOfARestartIsDeliveredBeforeIt()
    {
        using FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel = Create(Options);
        foreach (uint number in (uint[])[100, 102]) Take(channel, number);
        channel.OnPacket(new Packet([.. NumberedVenue.Packet(1, 5000), 0], 0, 0), 0);
        channel.OnPacket(new Packet([.. NumberedVenue.Packet(2, 5001), 0], 0, 0), 0);
        Assert.That(_told, Is.EqualTo(["100", "1 lost", "102", "restart", "1", "2"]));
    }

    [Test]
    public void AChannelThatRestartsBeginsWithAnyNumber()
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
