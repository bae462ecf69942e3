using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Intervals;

public sealed class DurationWindowsTests
{
    private readonly DurationHistogram _read = DurationWindows.NewHistogram();

    [Test]
    public void ASecondHasWhatWasCountedSinceTheLookBefore()
    {
        DurationHistogram source = new(StageHistograms.HighestNs);
        source.Record(5000); // before anybody watches
        DurationWindows windows = new([source]);
        source.Record(100);
        source.Record(300);
        windows.Look();
        Assert.That((Read(windows, LatencyWindow.Second).TotalCount, _read.MaxNs), Is.EqualTo((2L, 301L)));

        windows.Look();
        Assert.That(Read(windows, LatencyWindow.Second).TotalCount, Is.Zero);
        Assert.That(Read(windows, LatencyWindow.Minute).TotalCount, Is.EqualTo(2));
    }

    [Test]
    public void AMinuteForgetsWhatIsOlder()
    {
        DurationHistogram source = new(StageHistograms.HighestNs);
        DurationWindows windows = new([source]);
        for (int second = 1; second <= 200; second++)
        {
            source.Record(100, count: 10);
            windows.Look();
            int expected = second <= 60 ? second : 56 + ((second - 1) % 5);
            Assert.That(Read(windows, LatencyWindow.Minute).TotalCount, Is.EqualTo(expected * 10), $"after {second} s");
        }
    }

    [Test]
    public void SourcesAreTakenTogetherAndToAPartInAHundred()
    {
        DurationHistogram[] sources = [new(StageHistograms.HighestNs), new(StageHistograms.HighestNs, DurationHistogram.CoarseDigits)];
        DurationWindows windows = new(sources);
        foreach (DurationHistogram source in sources) source.Record(1_234_567);
        sources[0].Record(-5);
        windows.Look();

        Assert.That((Read(windows, LatencyWindow.Second).TotalCount, _read.NegativeCount), Is.EqualTo((3L, 1L)));
        Assert.That(_read.MaxNs, Is.EqualTo(1_234_567).Within(1).Percent);
    }

    [Test]
    public void LookingAndReadingAllocateNothing()
    {
        DurationHistogram source = new(StageHistograms.HighestNs);
        DurationWindows windows = new([source]);
        int duration = 1;
        Assert.That(AllocationMeter.BytesOf(() =>
        {
            source.Record(duration++ * 1000);
            windows.Look();
            Read(windows, LatencyWindow.Minute);
        }), Is.Zero);
    }

    private DurationHistogram Read(DurationWindows windows, LatencyWindow window)
    {
        _read.Reset();
        windows.AddTo(window, _read);
        return _read;
    }
}
