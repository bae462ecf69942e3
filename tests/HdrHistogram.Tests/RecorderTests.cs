using FeedHandler.Tests.Support;
using HdrHistogram.Utilities;

namespace HdrHistogram.Tests;

[TestFixtureSource(nameof(Kinds))]
internal sealed class RecorderTests(HistogramFactoryDelegate make)
{
    private const long Hour = 3_600_000_000_000;

    public static IEnumerable<TestFixtureData> Kinds()
    {
        yield return Kind("Short", (id, lowest, highest, digits) => new ShortHistogram(id, lowest, highest, digits));
        yield return Kind("Int", (id, lowest, highest, digits) => new IntHistogram(id, lowest, highest, digits));
        yield return Kind("Long", (id, lowest, highest, digits) => new LongHistogram(id, lowest, highest, digits));
        yield return Kind("IntConcurrent", (id, lowest, highest, digits) => new IntConcurrentHistogram(id, lowest, highest, digits));
        yield return Kind("LongConcurrent", (id, lowest, highest, digits) => new LongConcurrentHistogram(id, lowest, highest, digits));
    }

    [Test]
    public void An_interval_holds_what_was_recorded_since_the_one_before()
    {
        Recorder recorder = Make();
        recorder.RecordValue(1);
        recorder.RecordValueWithCount(1000, 5);
        recorder.RecordValueWithExpectedInterval(4, 2);
        HistogramBase first = recorder.GetIntervalHistogram();
        recorder.RecordValue(9);
        HistogramBase second = recorder.GetIntervalHistogram();
        Assert.Multiple(() =>
        {
            Assert.That((first.TotalCount, first.GetCountAtValue(1), first.GetCountAtValue(1000)), Is.EqualTo((8, 1, 5)));
            Assert.That((first.GetCountAtValue(2), first.GetCountAtValue(4)), Is.EqualTo((1, 1)));
            Assert.That((second.TotalCount, second.GetCountAtValue(9)), Is.EqualTo((1, 1)));
            Assert.That(recorder.GetIntervalHistogram().TotalCount, Is.Zero);
        });
    }

    [Test]
    public void Histograms_given_back_are_used_in_turn_and_emptied()
    {
        Recorder recorder = Make();
        recorder.RecordValue(1);
        HistogramBase a = recorder.GetIntervalHistogram();
        recorder.RecordValue(2);
        HistogramBase b = recorder.GetIntervalHistogram(a);
        recorder.RecordValue(3);
        HistogramBase c = recorder.GetIntervalHistogram(b);
        Assert.That(b, Is.Not.SameAs(a));
        Assert.That(c, Is.SameAs(a));
        Assert.That((c.TotalCount, c.GetCountAtValue(3), b.TotalCount), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public void Taking_turns_allocates_nothing()
    {
        Recorder recorder = Make();
        HistogramBase interval = recorder.GetIntervalHistogram();
        long bytes = AllocationMeter.BytesOf(() =>
        {
            recorder.RecordValue(7);
            interval = recorder.GetIntervalHistogram(interval);
        });
        Assert.That(bytes, Is.Zero);
    }

    [Test]
    public void A_histogram_from_elsewhere_is_not_taken_back()
    {
        Recorder recorder = Make();
        recorder.RecordValue(7);
        Assert.That(() => recorder.GetIntervalHistogram(make(-1000, 1, Hour, 3)), Throws.InvalidOperationException);
        Assert.That(() => recorder.GetIntervalHistogram(Make().GetIntervalHistogram()), Throws.InvalidOperationException);
        Assert.That(recorder.GetIntervalHistogram().TotalCount, Is.EqualTo(1), "nothing was lost by the refusal");
    }

    [Test]
    public void An_interval_can_be_copied_over_another_histogram()
    {
        Recorder recorder = Make();
        LongHistogram target = new(1, Hour, 3);
        target.RecordValue(1);
        recorder.RecordValue(1000);
        recorder.GetIntervalHistogramInto(target);
        Assert.That((target.TotalCount, target.GetCountAtValue(1000), recorder.GetIntervalHistogram().TotalCount), Is.EqualTo((1, 1, 0)));
        Assert.That(target.EndTimeStamp, Is.GreaterThanOrEqualTo(target.StartTimeStamp).And.GreaterThan(0));
    }

    [Test]
    public void Reset_forgets_what_was_not_yet_taken()
    {
        Recorder recorder = Make();
        recorder.RecordValue(1);
        recorder.Reset();
        recorder.RecordValue(2);
        HistogramBase interval = recorder.GetIntervalHistogram();
        Assert.That((interval.TotalCount, interval.GetCountAtValue(2)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Intervals_meet_at_their_stamps_in_milliseconds_since_1970()
    {
        long before = DateTime.UtcNow.MillisecondsSinceUnixEpoch();
        Recorder recorder = Make();
        HistogramBase first = recorder.GetIntervalHistogram();
        HistogramBase second = recorder.GetIntervalHistogram();
        long after = DateTime.UtcNow.MillisecondsSinceUnixEpoch();
        Assert.That(first.StartTimeStamp, Is.InRange(before, after));
        Assert.That(first.EndTimeStamp, Is.EqualTo(second.StartTimeStamp).And.InRange(first.StartTimeStamp, after));
        Assert.That(second.EndTimeStamp, Is.InRange(second.StartTimeStamp, after));
    }

    [Test]
    public void A_value_out_of_range_is_refused_and_does_not_hold_up_the_reader()
    {
        Recorder recorder = Make();
        Assert.That(() => recorder.RecordValue(Hour * 3), Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(() => recorder.RecordValueWithCount(-1, 2), Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(() => recorder.RecordValueWithExpectedInterval(Hour * 3, 2), Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(recorder.GetIntervalHistogram().TotalCount, Is.Zero);
    }

    [Test]
    public void Limits_that_are_not_kept_are_named()
        => Assert.That(() => new Recorder(1, 1, 3, make), Throws.ArgumentException.With.Property("ParamName").EqualTo("highestTrackableValue"));

    [Test]
    [CancelAfter(60_000)]
    public void No_value_is_lost_or_doubled_while_a_reader_takes_intervals(CancellationToken timeout)
    {
        const int RecordsPerWriter = 200_000;
        Recorder recorder = Make();
        bool manyWriters = make(0, 1, 100, 1) is IntConcurrentHistogram or LongConcurrentHistogram;
        Thread[] writers = [.. Enumerable.Range(0, manyWriters ? 3 : 1).Select(writer => new Thread(() =>
        {
            for (int i = 0; i < RecordsPerWriter; i++) recorder.RecordValue((writer * 1000) + (i % 500));
        }))];
        LongHistogram sum = new(1, Hour, 3);
        foreach (Thread writer in writers) writer.Start();
        HistogramBase interval = recorder.GetIntervalHistogram();
        do
        {
            sum.Add(interval);
            interval = recorder.GetIntervalHistogram(interval);
        }
        while (writers.Any(writer => writer.IsAlive) && !timeout.IsCancellationRequested);
        foreach (Thread writer in writers) writer.Join();
        sum.Add(interval);
        sum.Add(recorder.GetIntervalHistogram());
        Assert.That(sum.TotalCount, Is.EqualTo(writers.Length * RecordsPerWriter));
        for (int writer = 0; writer < writers.Length; writer++)
            Assert.That(sum.GetCountAtValue((writer * 1000) + 7), Is.EqualTo(RecordsPerWriter / 500));
    }

    private static TestFixtureData Kind(string name, HistogramFactoryDelegate make) => new TestFixtureData(make).SetArgDisplayNames(name);

    private Recorder Make() => new(1, Hour, 3, make);
}
