using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Replay.Tests.Serving;

/// <summary>A channel that is served: every packet in its time on both lines, loops and heartbeats beside it, session after session.</summary>
public sealed class ServedChannelTests
{
    private const long StartNs = 1_800_000_000_000_000_000;
    private const long SecondNs = 1_000_000_000;
    private static readonly CaptureLines AllLoops = new() { SnapshotMs = 100, DefinitionMs = 200, OrderSnapshotMs = 100, SkewNs = 0 };

    [Test]
    public void EveryPacketIsOnBothLinesInTheOrderOfTheirTimes()
    {
        ServedChannel channel = new(Options(1000, AllLoops with { SkewNs = 50_000 }), StartNs, archive: null);
        ServedPacket[] all = All(channel);

        Assert.That(all.Select(static packet => packet.DueNs), Is.Ordered);
        (uint Number, long DueNs)[] a = Incremental(all, Line.A);
        Assert.That(a.Select(static packet => packet.Number), Is.EqualTo(Enumerable.Range(1, (int)channel.Feed.SeqNum).Select(static number => (uint)number)));
        Assert.That(Incremental(all, Line.B), Is.EqualTo(a.Select(static packet => (packet.Number, packet.DueNs + 50_000))));
        Assert.That(channel.EventCount, Is.EqualTo(1000));
        Assert.That(channel.Groups.Select(static group => group.PacketCount), Is.EqualTo(Enumerable.Range(0, 8).Select(group => all.Count(packet => packet.Group == group))));
    }

    [Test]
    public void EachLineLosesItsShareAndCountsIt()
    {
        CaptureLines lossy = AllLoops with { LostPerMilleA = 100, LostPerMilleB = 300 };
        ServedChannel channel = new(Options(5000, lossy), StartNs, archive: null);
        All(channel);

        Assert.That(channel.Groups[0].PacketCount + channel.Groups[0].LostCount, Is.EqualTo(channel.Feed.SeqNum));
        Assert.That(channel.Groups[1].PacketCount + channel.Groups[1].LostCount, Is.EqualTo(channel.Feed.SeqNum));
        Assert.That((double)channel.Groups[0].LostCount / channel.Feed.SeqNum, Is.EqualTo(0.1).Within(0.02));
        Assert.That((double)channel.Groups[1].LostCount / channel.Feed.SeqNum, Is.EqualTo(0.3).Within(0.03));
    }

    [Test]
    public void LoopsBeginAtTheirIntervalsAndGoOnWhenAllIsQuiet()
    {
        ServedChannel channel = new(Options(2000, AllLoops), StartNs, archive: null);
        ServedPacket[] all = All(channel);
        long[] begins = [.. all.Where(static packet => packet.Group == 2 && NumberOf(packet) == 1).Select(static packet => packet.DueNs)];

        Assert.That(begins[0], Is.EqualTo(StartNs + (SecondNs / 10)));
        Assert.That(begins.Zip(begins.Skip(1)).Select(static pair => pair.Second - pair.First), Is.All.EqualTo(SecondNs / 10));
        Assert.That(begins[^1], Is.GreaterThan(all.Where(static packet => packet.Group == 0).Max(static packet => packet.DueNs) + SecondNs), "behind the last heartbeat");
    }

    [Test]
    public void TheSequenceStartsAgainLaterAndTheArchiveForgets()
    {
        PacketArchive archive = new(100_000);
        ServedChannel channel = new(Options(3000, AllLoops with { RestartAt = 900 }), StartNs, archive);
        (uint Number, long DueNs)[] a = Incremental(All(channel), Line.A);
        int[] starts = [.. a.Index().Where(static packet => packet.Item.Number == 1).Select(static packet => packet.Index)];

        Assert.That(starts, Has.Length.EqualTo(channel.RestartCount + 1).And.Length.GreaterThan(2));
        Assert.That(a.Select(static packet => packet.DueNs), Is.Ordered);
        foreach (int start in starts.Skip(1)) Assert.That((a[start - 1].Number, a[start].DueNs - a[start - 1].DueNs >= SecondNs), Is.EqualTo((900u, true)));
        Assert.That(archive.Find(1, channel.Feed.SeqNum)!.Select(SendingTime), Is.EqualTo(a[starts[^1]..].Select(static packet => packet.DueNs)));
        Assert.That(channel.EventCount, Is.EqualTo(3000));
    }

    [Test]
    public void ASessionThatEndsByItsEventsClosesAndTheNextBegins()
    {
        ServeOptions options = Options(2500, AllLoops) with { SessionEventCount = 1000 };
        ServedChannel channel = new(options with { Simulation = options.Simulation with { Day = new TradingDay() } }, StartNs, archive: null);
        All(channel);

        Assert.That((channel.RestartCount, channel.EventCount), Is.EqualTo((2, 2500)));
        Assert.That(channel.Feed.Truth.ResetCount, Is.EqualTo(1), "of each session");
        Assert.That(channel.Feed.Instruments.Where(static each => !each.Truth.IsDeleted).Select(static each => each.Truth.Status), Is.All.AnyOf((byte)2, (byte)26), "closed, or halted");
        Assert.That(channel.Feed.Instruments.Count(static each => each.Truth.IsDeleted), Is.EqualTo(1), "expired");
    }

    [Test]
    public void SilenceIsBrokenByHeartbeats()
    {
        ServeOptions slow = Options(5, AllLoops) with { Quiet = TimeSpan.FromSeconds(2) };
        ServedChannel channel = new(slow with { Simulation = slow.Simulation with { EventsPerSecond = 1, HeartbeatNs = SecondNs / 10 } }, StartNs, archive: null);
        ServedPacket[] all = All(channel);
        long[] times = [.. Incremental(all, Line.A).Select(static packet => packet.DueNs)];

        Assert.That(channel.Feed.Truth.HeartbeatCount, Is.GreaterThan(20));
        Assert.That(times.Zip(times.Skip(1)).Max(static pair => pair.Second - pair.First), Is.LessThan(SecondNs / 8));
        Assert.That(all[^1].DueNs - times[^1], Is.GreaterThan(SecondNs * 3 / 4), "the last second is of loops alone");
    }

    [TestCase(MarketProfile.Steady, 500)]
    [TestCase(MarketProfile.Steady, 20_000)]
    [TestCase(MarketProfile.Burst, 500)]
    [TestCase(MarketProfile.Burst, 20_000)]
    public void EventsComeAtTheRateOnAverage(MarketProfile profile, int rate)
    {
        ServeOptions options = Options(40_000, new CaptureLines());
        SimulationOptions simulation = options.Simulation with { EventsPerSecond = rate, Profile = profile, HeartbeatNs = 0 };
        ServedChannel channel = new(options with { Simulation = simulation }, StartNs, archive: null);
        long[] times = [.. Incremental(All(channel), Line.A).Select(static packet => packet.DueNs)];

        Assert.That(40_000.0 * SecondNs / (times[^1] - times[0]), Is.EqualTo(rate).Within(10).Percent);
    }

    [Test]
    public void WhatIsStoppedGivesOutWhatWaitsAndNothingMore()
    {
        ServedChannel channel = new(Options(long.MaxValue, AllLoops with { SkewNs = SecondNs }), StartNs, archive: null);
        for (int count = 0; count < 2000; count++) Assert.That(channel.TryNext(out _), Is.True);
        channel.Stop();
        uint last = channel.Feed.SeqNum;
        All(channel);

        Assert.That(channel.Feed.SeqNum, Is.EqualTo(last));
        Assert.That(channel.Groups[1].PacketCount, Is.EqualTo(channel.Groups[0].PacketCount).And.EqualTo(last));
    }

    [Test]
    public void WhatIsFinishedClosesAndIsQuiet()
    {
        ServedChannel channel = new(Options(long.MaxValue, AllLoops), StartNs, archive: null);
        for (int count = 0; count < 2000; count++) channel.TryNext(out _);
        channel.Finish(StartNs + (60 * SecondNs));
        ServedPacket[] rest = All(channel);

        Assert.That(rest[^1].DueNs, Is.EqualTo(StartNs + (62 * SecondNs)).Within(SecondNs / 2), "quiet is counted from when it was finished");
        Assert.That(channel.Feed.Instruments.Select(static each => each.Truth.Status), Has.Some.EqualTo(4), "closed");
    }

    /// <summary>An endless channel, bounded where a test reads to its end.</summary>
    internal static ServeOptions Options(long eventCount, CaptureLines lines) => new()
    {
        Simulation = new SimulationOptions { EventsPerSecond = 2000, HeartbeatNs = SecondNs, TradesKept = 64 },
        Lines = lines,
        EventCountMax = eventCount,
        Quiet = TimeSpan.FromSeconds(2),
    };

    internal static ServedPacket[] All(ServedChannel channel)
    {
        List<ServedPacket> all = [];
        while (channel.TryNext(out ServedPacket packet)) all.Add(packet);
        return [.. all];
    }

    private static (uint Number, long DueNs)[] Incremental(ServedPacket[] all, Line line) =>
        [.. all.Where(packet => packet.Group == (int)line).Select(static packet => (NumberOf(packet), packet.DueNs))];

    private static uint NumberOf(ServedPacket packet) => BinaryPrimitives.ReadUInt32LittleEndian(packet.Bytes.Span);

    private static long SendingTime(byte[] packet) => BinaryPrimitives.ReadInt64LittleEndian(packet.AsSpan(4));
}
