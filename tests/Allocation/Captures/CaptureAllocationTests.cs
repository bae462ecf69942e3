using FeedHandler.Allocation.Feeds;
using FeedHandler.Allocation.Meters;
using FeedHandler.Allocation.Pipelines;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Tests.Support;

namespace FeedHandler.Allocation.Captures;

public sealed class CaptureAllocationTests
{
    [Test]
    public void ReadingACaptureOfASimulatedChannelAllocatesNothing() =>
        AssertNothingIsAllocated(Repository.PathOf(Feed.StoredCapture), packetCount: 2 * 653);

    [Test]
    public void ReadingACaptureOfARealChannelAllocatesNothing() => AssertNothingIsAllocated(Require.Shared(Feed.RealCapture), packetCount: 10_000);

    // From the file to the strategy: the receiver is made before, every byte is read after.
    private static void AssertNothingIsAllocated(string path, int packetCount)
    {
        using CaptureFile file = CaptureFile.Open(path);
        LineMap lines = LineMap.Infer([file]);
        Measure(file, lines, out _); // pays for compilation only: its objects are not used again
        Assert.That(Measure(file, lines, out long takenCount), Is.EqualTo(Spending.Nothing));
        Assert.That(takenCount, Is.EqualTo(packetCount));
    }

    private static Spending Measure(CaptureFile file, LineMap lines, out long takenCount)
    {
        using StrategySeat seat = new();
        using InlinePipeline<StrategyConsumer> pipeline = new(seat.Instruments, seat.Consumer);
        using CaptureReceiver receiver = new([file], lines);
        ThreadMeter.Settle();
        ThreadMeter meter = default;
        meter.Start();
        takenCount = pipeline.Drain(receiver);
        return meter.Read();
    }
}
