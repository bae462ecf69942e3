using System.Text.Json;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Bench.Rates;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Latency.Clocks;
using FeedHandler.Replay;
using FeedHandler.Replay.Publishing;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A feed at multiples of the captured rate. What is measured beside others is measured wrong, so that this runs alone.</summary>
[NonParallelizable]
public sealed class BenchRatesTests
{
    private const long NsPerSecond = 1_000_000_000;

    [Test]
    public void LinesAloneAndBothAreMeasuredAtEachRateAndNothingIsLostSilently()
    {
        using SmallCapture captures = new();
        using NetworkNamespace network = new();
        string folder = Path.Combine(captures.Folder, "logs");

        JsonElement report = ChildCommand.Run(
            network, "bench", "rates", captures.WriteSimulated(), "--rates", "8,20", "--rounds", "2", "--hlog", folder, "--json");

        JsonElement[] totals = [.. report.GetProperty("totals").EnumerateArray()];
        Assert.That(
            totals.Select(static total => $"{total.GetProperty("rate")} {total.GetProperty("lines").GetString()}"),
            Is.EqualTo(new[] { "8 A", "8 B", "8 AB", "20 A", "20 B", "20 AB" }));
        foreach (JsonElement total in totals)
        {
            Assert.That(Number(total, "sent"), Is.GreaterThan(200).And.EqualTo(Number(total, "received") + Number(total, "lost")), total.ToString());
            Assert.That(Number(total, "numbers"), Is.EqualTo(Number(total, "delivered") + Number(total, "missing")), total.ToString());
            Assert.That(Number(total.GetProperty("latencyNs").GetProperty("handler"), "count"), Is.EqualTo(Number(total, "received")));
            Assert.That(Number(total.GetProperty("latencyNs").GetProperty("senderLateness"), "count"), Is.EqualTo(Number(total, "sent")));
        }

        Assert.That(Directory.GetFiles(folder, "*.hlog"), Has.Length.EqualTo(12), "a log for each run");
        new JsonContract().With("docs/json.md", "bench rates").Holds(report);
    }

    [TestCase("--rates 1,1", "--rates 1,1: give different multiples of the captured rate above 0 and up to 1000, such as 1,8,20")]
    [TestCase("--rates fast", "--rates fast: give different multiples")]
    [TestCase("--interface nowhere9", "--interface nowhere9: no such interface, give one of ")]
    [TestCase("--core 8000", "--core 8000: ")]
    public void WhatMakesNoSenseIsOneMessage(string arguments, string reason)
    {
        CommandRun run = CommandRun.Of(["bench", "rates", .. arguments.Split(' ')]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain(reason));
    }

    // The number is measured against when it was due, however late it was sent: what waits behind a stall of the sender has the stall in it.
    [Test]
    public void AStallOfTheSenderIsInTheLatencyOfEveryPacketBehindIt()
    {
        using PacketStore store = StoreOf((Line.A, 1, 0), (Line.A, 2, 1000), (Line.A, 3, 2000));
        RateSchedule schedule = Schedule(store, "A");
        long startNs = default(MonotonicClock).NowNs() - (30 * NsPerSecond); // when all should have come long ago
        RateLatencies latencies = new(schedule, PublishSpeed.OfCapture(20)) { StartNs = () => startNs };
        for (int i = 0; i < store.Count; i++) latencies.OnPacket(store[i]);
        latencies.OnUpdate(2);
        latencies.OnUpdate(77);

        Assert.That((latencies.Handler.TotalCount, latencies.Strategy.TotalCount, latencies.StrangeCount), Is.EqualTo((3L, 1L, 0L)));
        Assert.That(latencies.Handler.MinNs, Is.GreaterThan(29 * NsPerSecond));
    }

    [Test]
    public void OfBothLinesAStrategyIsMeasuredFromTheFirstAndAPacketFromItsOwn()
    {
        using PacketStore store = StoreOf((Line.A, 1, 0), (Line.B, 1, 500), (Line.B, 2, 600), (Line.A, 2, 900));
        RateSchedule schedule = Schedule(store, "AB");

        Assert.That(schedule.TryFind(store[1].Bytes, 1, out long offsetNs) ? offsetNs : -1, Is.EqualTo(500));
        Assert.That(schedule.TryFind(store[3].Bytes, 0, out offsetNs) ? offsetNs : -1, Is.EqualTo(900));
        Assert.That(schedule.TryFind(2, out offsetNs) ? offsetNs : -1, Is.EqualTo(600));
        Assert.That((schedule.Count, schedule.NumberCount), Is.EqualTo((4, 2)));
        RateSchedule alone = Schedule(store, "B");
        Assert.That(alone.TryFind(2, out offsetNs) ? offsetNs : -1, Is.EqualTo(100), "its first packet begins it");
    }

    [Test]
    public void CopiesOldPacketsAndWhatIsBeyondTheLimitsAreNotSent()
    {
        RateSession session = new(groupCount: 2, countMax: 3, durationNsMax: 10_000);
        Offer(session, 0, 10, 0);
        Offer(session, 0, 10, 100);
        Offer(session, 0, 9, 200);
        Offer(session, 1, 12, 20_000);
        Offer(session, 1, 12, 300);
        Offer(session, 0, 11, 250);
        Offer(session, 0, 13, 400);

        Assert.That(
            session.Packets.Select(static packet => (packet.Group, packet.Number, packet.OffsetNs)),
            Is.EqualTo(new[] { (0, 10ul, 0L), (1, 12ul, 300L), (0, 11ul, 300L) }), "times never go back");
    }

    [Test]
    public void ASessionEndsWhereNumbersBeginAnewAndNotAtAnOldPacket()
    {
        RateSession session = new(groupCount: 2, countMax: 100, durationNsMax: long.MaxValue);
        Offer(session, 0, 500, 0);
        Offer(session, 0, 501, 10);

        Assert.That(session.IsEndedBy(HeaderOf(500, sentNs: 500), 0), Is.False, "it was sent before");
        Assert.That(session.IsEndedBy(HeaderOf(1, sentNs: 502), 0), Is.True);
    }

    [TestCase(100, 90, 10, 0, true)]
    [TestCase(100, 90, 4, 0, true)]
    [TestCase(100, 101, 0, 0, false)]
    [TestCase(100, 90, 11, 0, false)]
    [TestCase(100, 90, 10, 1, false)]
    public void ALedgerIsEvenWhereWhatWasSentCameOrWasLost(long sent, long received, long drops, long strange, bool isEven)
    {
        RateLedger ledger = new(sent, 0, received, drops, 0, sent, Math.Min(sent, received), 0, strange);

        Assert.That((ledger.Sent, ledger.IsEven), Is.EqualTo((ledger.Received + ledger.Lost, isEven)));
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static RateSchedule Schedule(PacketStore store, string lines) => RatePackets.Choose(store, FeedMap.TwoLines, 100, NsPerSecond)
        .ScheduleOf(new RateLines(lines, [.. lines.Select(static line => Enum.Parse<Line>(line.ToString()))]));

    private static PacketStore StoreOf(params (Line Line, uint Number, long RxNs)[] packets) =>
        PacketStore.Load(new GivenPackets([.. packets.Select(static packet => ((int)packet.Line, packet.RxNs + 1, CmePackets.Bid(packet.Number, packet.Number, 1, 5, 1)))]));

    private static PacketHeader HeaderOf(ulong number, long sentNs) => new() { First = number, Count = 1, SendingTimeNs = sentNs };

    private static void Offer(RateSession session, int group, ulong number, long rxNs) =>
        session.Offer(HeaderOf(number, (long)number), new Packet([], rxNs + 1, group), index: 0);

    private sealed class GivenPackets(IReadOnlyList<(int Group, long RxNs, byte[] Bytes)> packets) : IReceiver
    {
        private int _next;

        public bool IsCompleted => _next == packets.Count;

        public long DropCount => 0;

        public int Poll<THandler>(ref THandler handler, int packetLimit)
            where THandler : struct, IPacketHandler
        {
            (int group, long rxNs, byte[] bytes) = packets[_next++];
            handler.OnPacket(new Packet(bytes, rxNs, group));
            return 1;
        }

        public void LookForDrops()
        {
        }
    }
}
