using HdrHistogram.Iteration;

namespace HdrHistogram.Tests.Iteration;

[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class WalkTests(HistogramKinds.Constructor make)
{
    [Test]
    public void Recorded_values_are_the_slots_with_a_count()
    {
        HistogramBase histogram = make(1, 1_000_000, 3);
        histogram.RecordValueWithCount(0, 2);
        histogram.RecordValueWithCount(5000, 3);
        histogram.RecordValueWithCount(900_000, 5);
        HistogramIterationValue[] steps = [.. histogram.RecordedValues()];
        Assert.Multiple(() =>
        {
            Assert.That(steps.Select(step => step.ValueIteratedTo), Is.EqualTo((long[])[0, 5003, 900_095]));
            Assert.That(steps.Select(step => step.ValueIteratedFrom), Is.EqualTo((long[])[0, 0, 5003]));
            Assert.That(steps.Select(step => step.CountAtValueIteratedTo), Is.EqualTo((long[])[2, 3, 5]));
            Assert.That(steps.Select(step => step.CountAddedInThisIterationStep), Is.EqualTo((long[])[2, 3, 5]));
            Assert.That(steps.Select(step => step.TotalCountToThisValue), Is.EqualTo((long[])[2, 5, 10]));
            Assert.That(steps.Select(step => step.TotalValueToThisValue), Is.EqualTo((long[])[0, 15_006, 15_006 + (5 * 899_840)]));
            Assert.That(steps.Select(step => step.Percentile), Is.EqualTo((double[])[20, 50, 100]));
            Assert.That(steps.Select(step => step.PercentileLevelIteratedTo), Is.EqualTo((double[])[20, 50, 100]));
            Assert.That(steps.Select(step => step.IsLastValue()), Is.EqualTo((bool[])[false, false, true]));
        });
    }

    [Test]
    public void All_values_are_the_slots_up_to_the_highest_with_a_count()
    {
        HistogramBase histogram = make(1, 1_000_000, 3);
        histogram.RecordValue(3);
        histogram.RecordValue(2050);
        HistogramIterationValue[] steps = [.. histogram.AllValues()];
        Assert.That(steps, Has.Length.EqualTo(2050));
        Assert.That(steps.Count(step => step.CountAddedInThisIterationStep != 0), Is.EqualTo(2));
        Assert.That((steps[3].ValueIteratedTo, steps[2047].ValueIteratedTo, steps[2048].ValueIteratedTo, steps[2049].ValueIteratedTo),
            Is.EqualTo((3, 2047, 2049, 2051)));
    }

    [Test]
    public void An_empty_histogram_has_no_steps()
    {
        Assert.That(make(1, 1_000_000, 3).AllValues(), Is.Empty);
        Assert.That(make(1, 1_000_000, 3).RecordedValues(), Is.Empty);
    }

    [Test]
    public void A_walk_can_be_repeated_and_sees_what_was_recorded_since()
    {
        HistogramBase histogram = make(1, 1_000_000, 3);
        IEnumerable<HistogramIterationValue> walk = histogram.RecordedValues();
        histogram.RecordValue(1);
        Assert.That(walk.Count(), Is.EqualTo(1));
        histogram.RecordValue(2);
        Assert.That(walk.Count(), Is.EqualTo(2));
    }

    [Test]
    public void Recording_during_a_walk_ends_it_with_an_error()
    {
        HistogramBase histogram = make(1, 1_000_000, 3);
        histogram.RecordValue(1);
        histogram.RecordValue(2);
        using IEnumerator<HistogramIterationValue> walk = histogram.RecordedValues().GetEnumerator();
        Assert.That(walk.MoveNext(), Is.True);
        histogram.RecordValue(3);
        Assert.That(walk.MoveNext, Throws.InvalidOperationException);
    }

    [Test]
    public void A_step_says_all_of_itself()
    {
        HistogramBase histogram = make(1, 1_000_000, 3);
        histogram.RecordValue(7);
        Assert.That(histogram.RecordedValues().Single().ToString(), Is.EqualTo(
            "ValueIteratedTo:7, ValueIteratedFrom:0, CountAtValueIteratedTo:1, CountAddedInThisIterationStep:1, TotalCountToThisValue:1, " +
            "TotalValueToThisValue:7, Percentile:100, PercentileLevelIteratedTo:100"));
    }
}
