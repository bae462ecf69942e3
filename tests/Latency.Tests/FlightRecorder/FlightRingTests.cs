using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Tests.FlightRecorder;

/// <summary>Ticks are nanoseconds here.</summary>
public sealed class FlightRingTests
{
    private const long BudgetNs = 1000;
    private readonly byte[] _payload = new byte[FlightRing.PayloadBytesMax];
    private long _nowTicks = 10_000;

    [Test]
    public void APacketIsKeptWithItsBytesAndWhatEachStageTook()
    {
        using FlightRing ring = New();
        ring.Add(Stage.Arbitrate, 35);
        ring.Add(Stage.Decode, 100);
        ring.Add(Stage.Decode, 200);
        ring.Add(Stage.Book, 300);
        ring.Add(Stage.Publish, 40);
        Give(ring, [1, 2, 3], wayNs: 700, receiveNs: 50);

        Assert.That(ring.TryRead(0, _payload, out FlightRecord record), Is.True);
        FlightSpike packet = ring.SpikeOf(record);
        Assert.That(_payload[..record.Length], Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That((record.Group, packet.RxNs, packet.TotalNs), Is.EqualTo(((ushort)3, 77L, 750L)));
        Assert.That(packet.StagesText, Is.EqualTo("receive 50, arbitrate 35, decode 300, book 300, publish 40, other 25"));
    }

    [Test]
    public void WhatThePacketBeforeTookIsNotReceivingOfTheNext()
    {
        using FlightRing ring = New();
        ring.EndPacket([1], 0, 0, sinceTicks: 100, startTicks: 110, endTicks: 900);
        ring.EndPacket([2], 1, 0, sinceTicks: 100, startTicks: 950, endTicks: 960); // of another channel, whose poll began with that of the first

        Assert.That(ring.TryRead(1, _payload, out FlightRecord record), Is.True);
        Assert.That(ring.SpikeOf(record).ReceiveNs, Is.EqualTo(50));
    }

    [Test]
    public void WhatIsAroundASpikeStaysUntilItIsTaken()
    {
        using FlightRing ring = New(before: 4, after: 2);
        ring.Arm();
        for (int i = 0; i < 10; i++) Give(ring, [(byte)i], wayNs: 10);
        Give(ring, [99], wayNs: 5000);
        for (int i = 0; i < 100_000; i++) Give(ring, [7], wayNs: 10);

        Assert.That(ring.TryTake(out FlightSpike spike), Is.True);
        Assert.That((spike.Number, spike.TotalNs, ring.RecordedCount), Is.EqualTo((10L, 5000L, 13L)));
        int[] around = [.. Enumerable.Range(6, 7).Select(number => ring.TryRead(number, _payload, out _) ? _payload[0] : -1)];
        Assert.That(around, Is.EqualTo(new[] { 6, 7, 8, 9, 99, 7, 7 }));
    }

    [Test]
    public void BehindASpikeThatWasTakenItGoesOnAndWhatItPassedOverIsNotBesideTheNext()
    {
        using FlightRing ring = New(before: 4, after: 2);
        ring.Arm();
        Give(ring, [1], wayNs: 5000);
        for (int i = 0; i < 50; i++) Give(ring, [2], wayNs: 10);
        ring.Release();
        Give(ring, [3], wayNs: 10);

        Assert.That((ring.RecordedCount, ring.OldestNumber), Is.EqualTo((4L, 3L)));
        Assert.That(ring.TryRead(3, _payload, out _), Is.True);
        Assert.That(_payload[0], Is.EqualTo(3));
    }

    [Test]
    public void WhatIsOverTheBudgetWhileNobodyWantsItIsCounted()
    {
        using FlightRing ring = New();
        Give(ring, [1], wayNs: BudgetNs);
        Give(ring, [1], wayNs: BudgetNs + 1);
        Give(ring, [1], wayNs: 3000);

        Assert.That((ring.OverCount, ring.Worst.TotalNs, ring.TryTake(out _)), Is.EqualTo((2L, 3000L, false)));
    }

    [Test]
    public void EveryByteOfEveryLengthIsKept()
    {
        using FlightRing ring = New();
        byte[] packet = [.. Enumerable.Range(0, FlightRing.PayloadBytesMax).Select(static i => (byte)(i * 7 ^ i >> 8))];
        for (int length = 0; length <= packet.Length; length++)
        {
            Give(ring, packet.AsSpan(0, length), wayNs: 10);
            Assert.That(ring.TryRead(length, _payload, out FlightRecord record), Is.True);
            if (record.Length != length || !_payload.AsSpan(0, length).SequenceEqual(packet.AsSpan(0, length))) Assert.Fail($"{length} bytes");
        }
    }

    [Test]
    public void AStageOfMoreThanIsKeptStandsAsTheMost()
    {
        using FlightRing ring = New();
        ring.Add(Stage.Book, 5_000_000_000);
        ring.Add(Stage.Decode, -3);
        Give(ring, [1], wayNs: 5_000_000_100);

        Assert.That(ring.TryRead(0, _payload, out FlightRecord record), Is.True);
        FlightStages stages = ring.SpikeOf(record).Stages;
        Assert.That((stages.BookNs, stages.DecodeNs, ring.Worst.Stages.BookNs), Is.EqualTo((uint.MaxValue, 0u, uint.MaxValue)));
    }

    [Test]
    public void APacketThatIsTooLongIsNotRead()
    {
        using FlightRing ring = New();
        Give(ring, new byte[FlightRing.PayloadBytesMax + 1], wayNs: 10);
        Give(ring, new byte[FlightRing.PayloadBytesMax], wayNs: 10);

        Assert.That((ring.TryRead(0, _payload, out _), ring.TryRead(1, _payload, out _)), Is.EqualTo((false, true)));
    }

    [Test]
    public void NothingIsAllocated()
    {
        using FlightRing ring = New();
        ring.Arm();
        byte[] packet = new byte[300];
        Give(ring, packet, wayNs: 5000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) Give(ring, packet, wayNs: i % 100 == 0 ? 5000 : 10);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void AReaderBesideAFastWriterNeverTakesATornPacket()
    {
        using FlightRing ring = New();
        using CancellationTokenSource stop = new();
        Thread writer = new(() => Write(ring, stop.Token)) { IsBackground = true };
        writer.Start();
        int wholeCount = 0;
        for (int attempt = 0; wholeCount < 5_000; attempt++)
        {
            long number = Math.Max(0, ring.RecordedCount - 1 - (attempt % 4 * 600)); // the latest, and some that are about to be written over
            if (!ring.TryRead(number, _payload, out FlightRecord record)) continue;
            byte expected = (byte)number;
            bool isWhole = record.Length == LengthOf(number) && record.RxNs == number && !_payload.AsSpan(0, record.Length).ContainsAnyExcept(expected);
            if (!isWhole) Assert.Fail($"packet {number} is torn");
            wholeCount++;
        }

        stop.Cancel();
        writer.Join();
    }

    [Test]
    public void APacketIsFoundByATimeOnItsWay()
    {
        using FlightRing ring = New();
        ring.EndPacket([1], 0, 0, 100, 110, 150);
        ring.EndPacket([2], 0, 0, 150, 160, 200);

        Assert.That(ring.TryFind(130, out FlightRecord first), Is.True);
        Assert.That((first.Number, ring.TryFind(155, out _), ring.TryFind(160, out FlightRecord second), second.Number), Is.EqualTo((0L, false, true, 1L)));
    }

    private static FlightRing New(int before = 8, int after = 8) => new(new FlightOptions(BudgetNs) { Before = before, After = after }, nsPerTick: 1);

    private static int LengthOf(long number) => 1 + (int)(number * 37 % 1400);

    private static void Write(FlightRing ring, CancellationToken stop)
    {
        byte[] packet = new byte[FlightRing.PayloadBytesMax];
        for (long number = 0; !stop.IsCancellationRequested; number++)
        {
            packet.AsSpan().Fill((byte)number);
            ring.EndPacket(packet.AsSpan(0, LengthOf(number)), 0, number, number, number, number);
        }
    }

    private void Give(FlightRing ring, ReadOnlySpan<byte> packet, long wayNs, long receiveNs = 0)
    {
        _nowTicks += 10;
        long startTicks = _nowTicks + receiveNs;
        ring.EndPacket(packet, 3, 77, _nowTicks, startTicks, startTicks + wayNs);
        _nowTicks = startTicks + wayNs;
    }
}
