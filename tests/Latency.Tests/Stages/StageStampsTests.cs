using System.Runtime.CompilerServices;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Stages;

public sealed class StageStampsTests
{
    [Test]
    public void ADurationIsTheTimeBetweenTwoStamps()
    {
        ManualClock clock = new(1_000);
        StageHistograms histograms = new("feed");
        StageStamps<ManualClock> stamps = new(clock, histograms);
        Stamp(ref stamps, () => clock.Advance(250));

        LatencyRow row = LatencyReport.Merge([histograms]).Stages.Single();
        Assert.That((row.Stage, row.Count, row.MinNs, row.MaxNs), Is.EqualTo((Stage.Decode, 1L, 250L, 250L)));
    }

    [Test]
    public void AClockThatGoesBackIsCounted()
    {
        ManualClock clock = new(1_000);
        StageHistograms histograms = new("feed");
        StageStamps<ManualClock> stamps = new(clock, histograms);
        Stamp(ref stamps, () => clock.Set(900));

        Assert.That(histograms.NegativeCount(Stage.Decode), Is.EqualTo(1));
    }

    [Test]
    public void ADurationComputedElsewhereGoesInAsItIs()
    {
        StageHistograms histograms = new("feed");
        StageStamps<ManualClock> stamps = new(new ManualClock(0), histograms);
        stamps.RecordNs(Stage.Consume, stamps.DurationNs(70) + 7);

        Assert.That(LatencyReport.Merge([histograms]).Stages.Single().MaxNs, Is.EqualTo(77));
    }

    [Test]
    public void StampingAllocatesNothing()
    {
        StageStamps<MonotonicClock> stamps = new(default, new StageHistograms("feed"));
        NoStamps none = default;

        Assert.That(AllocationMeter.BytesOf(() => Stamp(ref stamps, static () => { })), Is.Zero);
        Assert.That(AllocationMeter.BytesOf(() => Stamp(ref none, static () => { })), Is.Zero);
    }

    [Test]
    public void NoStampsHaveNoStateAndSayThatTheyAreOff()
    {
        Assert.That(Unsafe.SizeOf<NoStamps>(), Is.EqualTo(1), "an empty struct has the size of a byte");
        Assert.That(IsEnabled<NoStamps>(), Is.False);
        Assert.That(IsEnabled<StageStamps<MonotonicClock>>(), Is.True);
    }

    private static bool IsEnabled<TStamps>()
        where TStamps : struct, IStamps => TStamps.Enabled;

    private static void Stamp<TStamps>(ref TStamps stamps, Action work)
        where TStamps : struct, IStamps
    {
        long from = stamps.Now();
        work();
        stamps.Record(Stage.Decode, from, stamps.Now());
    }
}
