using FeedHandler.Core.Packets;
using FeedHandler.Replay.Publishing;
using HdrHistogram;

namespace FeedHandler.Replay.Tests.Publishing;

public sealed class PublisherTests
{
    private const int Count = 2000;
    private const long SpacingNs = 10_000;

    private SteppingClock _clock;
    private SentPackets _sent = null!;

    [SetUp]
    public void CreateSender()
    {
        _clock = new SteppingClock(500);
        _sent = new SentPackets(_clock);
    }

    [TestCase(1.0)]
    [TestCase(10.0)]
    [TestCase(0.5)]
    public void EveryPacketGoesOutAtItsOwnTime(double factor)
    {
        Publisher<NumberedPackets, SentPackets, SteppingClock> publisher = Publish(PublishSpeed.OfCapture(factor), new PublishFaults());

        Assert.That(_sent.Numbers, Is.EqualTo(Enumerable.Range(0, Count)));
        Assert.That(_sent.All.Select(static sent => (int)sent.Line), Is.EqualTo(Enumerable.Range(0, Count).Select(static i => i % 2)));
        foreach ((_, int number, _, long ns) in _sent.All)
        {
            long dueNs = (long)(number * SpacingNs / factor);
            Assert.That(ns, Is.InRange(dueNs, dueNs + 3000), $"packet {number}");
        }

        Assert.That((publisher.Lateness.TotalCount, publisher.Gaps.TotalCount), Is.EqualTo((Count, Count - 1)));
        Assert.That(publisher.Gaps.GetMean(), Is.EqualTo(SpacingNs / factor).Within(1).Percent);
    }

    [Test]
    public void WhatHasNoTimeGoesAtOnceAndNothingWaitsForIt()
    {
        NumberedPackets packets = new(10, SpacingNs, timelessCount: 3);
        Publisher<NumberedPackets, SentPackets, SteppingClock> publisher =
            new(packets, FeedMap.TwoLines, _sent, _clock, PublishSpeed.OfCapture(), new PublishFaults());
        publisher.Run(loopCount: 1, packets.Rewind, CancellationToken.None);

        Assert.That(_sent.Numbers, Is.EqualTo(Enumerable.Range(0, 10)));
        Assert.That(_sent.All[^1].Ns, Is.InRange(6 * SpacingNs, (6 * SpacingNs) + 9000), "as far behind the first that has a time as it was");
    }

    [Test]
    public void ARateSpacesPacketsEvenly()
    {
        Publish(PublishSpeed.OfRate(50_000), new PublishFaults());

        Assert.That(_sent.All[^1].Ns, Is.InRange((Count - 1) * 20_000L, ((Count - 1) * 20_000L) + 3000));
    }

    [Test]
    public void LatenessDoesNotAddUp()
    {
        _clock = new SteppingClock(3 * SpacingNs); // every reading of the clock takes longer than the packets are apart
        _sent = new SentPackets(_clock);

        Publisher<NumberedPackets, SentPackets, SteppingClock> publisher = Publish(PublishSpeed.OfCapture(), new PublishFaults(), count: 4);

        Assert.That(_sent.Numbers, Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(publisher.Lateness.MaxNs, Is.LessThan(13 * SpacingNs));
    }

    [Test]
    public void UnpacedPacketsGoOutInBatches()
    {
        Publisher<NumberedPackets, SentPackets, SteppingClock> publisher = Publish(PublishSpeed.Unpaced, new PublishFaults());

        Assert.That(_sent.Numbers, Is.EqualTo(Enumerable.Range(0, Count)));
        Assert.That(_sent.FlushCount, Is.EqualTo((Count / 64) + 1));
        Assert.That(publisher.Lateness.TotalCount, Is.Zero);
    }

    [Test]
    public void TheNextLoopFollowsTheOneBefore()
    {
        Publish(PublishSpeed.OfCapture(), new PublishFaults(), count: 10, loopCount: 3);

        Assert.That(_sent.Numbers, Is.EqualTo(Enumerable.Range(0, 30).Select(static i => i % 10)));
        Assert.That(_sent.All[^1].Ns, Is.InRange(27 * SpacingNs, (27 * SpacingNs) + 3000));
    }

    [Test]
    public void ALineThatIsDroppedSendsNothing()
    {
        Publisher<NumberedPackets, SentPackets, SteppingClock> publisher = Publish(PublishSpeed.Unpaced, new PublishFaults { DropLine = Line.A });

        Assert.That(_sent.All.Select(static sent => sent.Line).Distinct(), Is.EqualTo(new[] { Line.B }));
        Assert.That((publisher.Counters.SentCountA, publisher.Counters.SentCountB, publisher.Counters.DroppedCount), Is.EqualTo((0, Count / 2, Count / 2)));
    }

    [Test]
    public void DroppedAndDuplicatedPacketsAreCounted()
    {
        PublishCounters counters = Publish(PublishSpeed.Unpaced, new PublishFaults { DropRate = 0.1, DuplicateRate = 0.05, Seed = 7 }).Counters;

        Assert.That(_sent.Numbers.Distinct().Count(), Is.EqualTo(Count - counters.DroppedCount));
        Assert.That(_sent.All, Has.Count.EqualTo(Count - counters.DroppedCount + counters.DuplicatedCount));
        Assert.That(counters.DroppedCount, Is.InRange(150, 250));
        Assert.That(counters.DuplicatedCount, Is.InRange(60, 140));
    }

    [Test]
    public void FaultsOfOneLineLeaveTheOtherAlone()
    {
        PublishFaults faults = new() { DropRate = 0.5, DuplicateRate = 0.5, CorruptRate = 0.5, FaultLine = Line.B };

        Publish(PublishSpeed.Unpaced, faults);

        Assert.That(_sent.All.Where(static sent => sent.Line == Line.A).Select(static sent => sent.Number), Is.EqualTo(Enumerable.Range(0, Count / 2).Select(static i => 2 * i)));
        Assert.That(_sent.All.Count(static sent => sent.Line == Line.B), Is.Not.EqualTo(Count / 2));
    }

    [TestCase(1)]
    [TestCase(8)]
    public void ReorderingStaysWithinItsSpan(int span)
    {
        PublishCounters counters = Publish(PublishSpeed.OfCapture(), new PublishFaults { ReorderSpan = span }).Counters;

        int[] numbers = _sent.Numbers;
        Assert.That(numbers.Order(), Is.EqualTo(Enumerable.Range(0, Count)));
        Assert.That(numbers.Select(static (number, place) => Math.Abs(number - place)).Max(), Is.InRange(1, 2 * span));
        Assert.That(counters.ReorderedCount, Is.Positive);
    }

    [Test]
    public void ACorruptedPacketDiffersInOneBit()
    {
        PublishCounters counters = Publish(PublishSpeed.Unpaced, new PublishFaults { CorruptRate = 0.2 }).Counters;

        int different = 0;
        for (int place = 0; place < Count; place++)
        {
            byte[] sound = new byte[40];
            BitConverter.TryWriteBytes(sound, place);
            int bits = sound.Zip(_sent.All[place].Payload, static (a, b) => System.Numerics.BitOperations.PopCount((uint)(a ^ b))).Sum();
            Assert.That(bits, Is.LessThanOrEqualTo(1));
            different += bits;
        }

        Assert.That(different, Is.EqualTo(counters.CorruptedCount).And.InRange(300, 500));
    }

    [TestCase(35_000, Line.B)]
    [TestCase(-35_000, Line.A)]
    public void SkewDelaysOneLine(long skewNs, Line late)
    {
        Publish(PublishSpeed.OfCapture(), new PublishFaults { SkewNs = skewNs });

        Assert.That(_sent.All.Select(static sent => sent.Ns), Is.Ordered);
        foreach ((Line line, int number, _, long ns) in _sent.All)
        {
            long dueNs = (number * SpacingNs) + (line == late ? 35_000 : 0);
            Assert.That(ns, Is.InRange(dueNs, dueNs + 3000), $"packet {number}");
        }
    }

    [Test]
    public void ASeedGivesTheSameFaultsAgain()
    {
        PublishFaults faults = new() { DropRate = 0.1, DuplicateRate = 0.1, CorruptRate = 0.1, ReorderSpan = 5, Seed = 99 };
        Publish(PublishSpeed.Unpaced, faults);
        byte[][] first = [.. _sent.All.Select(static sent => sent.Payload)];
        CreateSender();
        Publish(PublishSpeed.Unpaced, faults);

        Assert.That(_sent.All.Select(static sent => sent.Payload), Is.EqualTo(first));
    }

    [Test]
    public void FaultsOutOfTheirRangeAreRefused()
    {
        Assert.That(() => new PublishFaults { DropRate = 1.5 }.Validate(), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PublishFaults { CorruptRate = double.NaN }.Validate(), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PublishFaults { ReorderSpan = -1 }.Validate(), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PublishFaults { SkewNs = long.MinValue }.Validate(), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void AStopEndsItBetweenPackets()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        NumberedPackets packets = new(Count, SpacingNs);
        Publisher<NumberedPackets, SentPackets, SteppingClock> publisher = new(packets, FeedMap.TwoLines, _sent, _clock, PublishSpeed.OfCapture(), new PublishFaults());

        publisher.Run(int.MaxValue, packets.Rewind, stop.Token);

        Assert.That(_sent.All, Is.Empty);
    }

    private Publisher<NumberedPackets, SentPackets, SteppingClock> Publish(PublishSpeed speed, PublishFaults faults, int count = Count, int loopCount = 1)
    {
        NumberedPackets packets = new(count, SpacingNs);
        Publisher<NumberedPackets, SentPackets, SteppingClock> publisher = new(packets, FeedMap.TwoLines, _sent, _clock, speed, faults);
        publisher.Run(loopCount, packets.Rewind, CancellationToken.None);
        return publisher;
    }
}
