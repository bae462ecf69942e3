using FeedHandler.Replay.Publishing;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Tests.Publishing;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Replay.Tests.Serving;

/// <summary>A channel is served by the clock, and holds no more the longer it goes on.</summary>
public sealed class ExchangeServerTests
{
    private const long StartNs = 1_800_000_000_000_000_000;
    private const int StepNs = 2_500_000; // so that nothing waits for a real clock

    [Test]
    public void NothingIsSentBeforeItsTime()
    {
        SteppingClock clock = new(StepNs);
        ServedChannel channel = new(ServedChannelTests.Options(2000, new CaptureLines { SnapshotMs = 50 }), StartNs, archive: null);
        TimedSender sender = new(clock);
        ExchangeServer<TimedSender, SteppingClock> server = new(channel, sender, clock, duration: null);
        server.Run(CancellationToken.None);
        ServedPacket[] planned = ServedChannelTests.All(new ServedChannel(ServedChannelTests.Options(2000, new CaptureLines { SnapshotMs = 50 }), StartNs, archive: null));

        Assert.That(sender.Sent.Select(static sent => sent.Bytes), Is.EqualTo(planned.Select(static packet => packet.Bytes.ToArray())));
        Assert.That(sender.Sent.Zip(planned).All(static pair => pair.First.NowNs >= pair.Second.DueNs - StartNs), Is.True);
        Assert.That(server.Lateness.TotalCount, Is.EqualTo(planned.Length));
        Assert.That(sender.IsFlushed, Is.True);
    }

    [Test]
    public void AfterItsDurationItClosesAndEnds()
    {
        SteppingClock clock = new(StepNs);
        ServeOptions options = ServedChannelTests.Options(long.MaxValue, new CaptureLines { SnapshotMs = 200 });
        ServedChannel channel = new(options with { Simulation = options.Simulation with { EventsPerSecond = 50 } }, StartNs, archive: null);
        ExchangeServer<TimedSender, SteppingClock> server = new(channel, new TimedSender(clock), clock, TimeSpan.FromSeconds(3));
        server.Run(CancellationToken.None);

        Assert.That(channel.Feed.Instruments.Select(static each => each.Truth.Status), Has.Some.EqualTo(4), "closed");
        Assert.That(TimeSpan.FromMicroseconds(server.ElapsedNs / 1000), Is.EqualTo(TimeSpan.FromSeconds(5)).Within(TimeSpan.FromSeconds(1.5)));
    }

    [Test]
    public void WhatIsStoppedEndsAtOnce()
    {
        using CancellationTokenSource stop = new();
        SteppingClock clock = new(StepNs);
        ServedChannel channel = new(ServedChannelTests.Options(long.MaxValue, new CaptureLines()), StartNs, archive: null);
        TimedSender sender = new(clock) { StopAt = 500, Stop = stop };
        new ExchangeServer<TimedSender, SteppingClock>(channel, sender, clock, duration: null).Run(stop.Token);

        Assert.That(sender.Sent, Has.Count.InRange(500, 510));
        Assert.That(channel.Groups[0].PacketCount, Is.EqualTo(channel.Feed.SeqNum));
    }

    // What is kept after four sessions is what was kept in the midst of the first.
    [Test]
    public void MemoryIsFlatHoweverLongItGoesOn()
    {
        PacketArchive archive = new(1000);
        CaptureLines lines = new() { SnapshotMs = 1000, DefinitionMs = 1000, OrderSnapshotMs = 1000, LostPerMilleA = 10 };
        ServeOptions options = ServedChannelTests.Options(long.MaxValue, lines) with { SessionEventCount = 40_000 };
        ServedChannel channel = new(options, StartNs, archive);
        long early = KeptAfter(channel, 20_000);
        long late = KeptAfter(channel, 150_000);

        Assert.That(channel.RestartCount, Is.EqualTo(3).Within(1));
        Assert.That(archive.Count, Is.EqualTo(1000));
        Assert.That(channel.Feed.Instruments.Max(static each => each.Truth.Trades.Count), Is.LessThanOrEqualTo(128));
        Assert.That(channel.Feed.Instruments.Max(static each => each.Truth.Orders.Count), Is.LessThan(400), "as the configuration has room for");
        Assert.That(late, Is.LessThan(early + (4 << 20)), $"{early:N0} bytes, then {late:N0}");
    }

    private static long KeptAfter(ServedChannel channel, long eventCount)
    {
        while (channel.EventCount < eventCount) channel.TryNext(out _);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class TimedSender(SteppingClock clock) : IPacketSender
    {
        public List<(byte[] Bytes, long NowNs)> Sent { get; } = [];

        public bool IsFlushed { get; private set; }

        public int StopAt { get; init; }

        public CancellationTokenSource? Stop { get; init; }

        public long RefusedCount => 0;

        public void Send(int group, ReadOnlySpan<byte> payload)
        {
            Sent.Add((payload.ToArray(), clock.LastNs));
            IsFlushed = false;
            if (Sent.Count == StopAt) Stop!.Cancel();
        }

        public void Flush() => IsFlushed = true;
    }
}
