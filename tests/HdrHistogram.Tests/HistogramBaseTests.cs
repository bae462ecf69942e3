namespace HdrHistogram.Tests;

/// <summary>Limits, properties and copying of every kind of histogram.</summary>
[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class HistogramBaseTests(HistogramKinds.Constructor make)
{
    [TestCase(0, 100, 3, "lowestTrackableValue", "lowestTrackableValue must be >= 1")]
    [TestCase(1, 1, 3, "highestTrackableValue", "highestTrackableValue must be >= 2 * lowestTrackableValue")]
    [TestCase(long.MaxValue / 2 + 1, long.MaxValue, 0, "highestTrackableValue", "highestTrackableValue must be >= 2 * lowestTrackableValue")]
    [TestCase(1, 100, -1, "numberOfSignificantValueDigits", "numberOfSignificantValueDigits must be between 0 and 5")]
    [TestCase(1, 100, 6, "numberOfSignificantValueDigits", "numberOfSignificantValueDigits must be between 0 and 5")]
    [TestCase(1L << 51, long.MaxValue, 3, "lowestTrackableValue", "lowestTrackableValue 2251799813685248 leaves no room")]
    public void A_limit_that_is_not_kept_is_named(long lowest, long highest, int digits, string parameter, string message)
    {
        ArgumentException? thrown = Assert.Throws<ArgumentException>(() => make(lowest, highest, digits));
        Assert.Multiple(() =>
        {
            Assert.That(thrown!.ParamName, Is.EqualTo(parameter));
            Assert.That(thrown.Message, Does.StartWith(message));
        });
    }

    [TestCase(1, 2, 0, 2, 2)]
    [TestCase(1, 3_600_000_000_000, 3, 32, 2048)] // The typical latency histogram.
    [TestCase(1, 36_000_000_000, 2, 29, 256)]
    [TestCase(20_000, 3_600_000_000_000, 2, 21, 256)]
    [TestCase(1, 2047, 3, 1, 2048)]
    [TestCase(1, 2048, 3, 2, 2048)]
    [TestCase(1, 4095, 3, 2, 2048)]
    [TestCase(1, long.MaxValue, 3, 53, 2048)]
    [TestCase(1L << 50, long.MaxValue, 3, 3, 2048)]
    public void Limits_decide_how_many_buckets_there_are(long lowest, long highest, int digits, int buckets, int subBuckets)
    {
        HistogramBase histogram = make(lowest, highest, digits);
        Assert.Multiple(() =>
        {
            Assert.That(histogram.LowestTrackableValue, Is.EqualTo(lowest));
            Assert.That(histogram.HighestTrackableValue, Is.EqualTo(highest));
            Assert.That(histogram.NumberOfSignificantValueDigits, Is.EqualTo(digits));
            Assert.That(histogram.BucketCount, Is.EqualTo(buckets));
            Assert.That(histogram.SubBucketCount, Is.EqualTo(subBuckets));
        });
    }

    [Test]
    public void Histograms_made_alone_have_negative_ids_of_their_own()
    {
        HistogramBase one = make(1, 100, 1);
        HistogramBase other = make(1, 100, 1);
        Assert.That(one.InstanceId, Is.Negative);
        Assert.That(other.InstanceId, Is.Negative.And.Not.EqualTo(one.InstanceId));
    }

    [TestCase("two words")]
    [TestCase("two,parts")]
    [TestCase("line\n")]
    [TestCase("line\r")]
    [TestCase("tab\t")]
    public void A_tag_that_would_break_a_log_is_refused_and_the_old_one_stays(string tag)
    {
        HistogramBase histogram = make(1, 100, 1);
        histogram.Tag = "decode";
        Assert.That(() => histogram.Tag = tag, Throws.ArgumentException);
        Assert.That(histogram.Tag, Is.EqualTo("decode"));
    }

    [Test]
    public void A_tag_can_be_taken_off()
    {
        HistogramBase histogram = make(1, 100, 1);
        histogram.Tag = "decode";
        histogram.Tag = null;
        Assert.That(histogram.Tag, Is.Null);
    }

    [Test]
    public void A_copy_has_the_same_kind_limits_counts_stamps_and_tag_and_shares_nothing()
    {
        HistogramBase histogram = make(2, 1_000_000, 3);
        histogram.RecordValue(7);
        histogram.RecordValueWithCount(999_999, 5);
        (histogram.StartTimeStamp, histogram.EndTimeStamp, histogram.Tag) = (17, 42, "book");
        HistogramBase copy = histogram.Copy();
        histogram.RecordValue(7);
        Assert.Multiple(() =>
        {
            Assert.That(copy, Is.TypeOf(histogram.GetType()));
            Assert.That((copy.LowestTrackableValue, copy.HighestTrackableValue, copy.NumberOfSignificantValueDigits), Is.EqualTo((2, 1_000_000, 3)));
            Assert.That((copy.StartTimeStamp, copy.EndTimeStamp, copy.Tag), Is.EqualTo((17, 42, "book")));
            Assert.That((copy.TotalCount, copy.GetCountAtValue(7), copy.GetCountAtValue(999_999)), Is.EqualTo((6, 1, 5)));
        });
    }

    [Test]
    public void The_footprint_is_that_of_the_counts_and_half_a_kilobyte()
    {
        HistogramBase histogram = make(1, 3_600_000_000_000, 3);
        int wordBytes = histogram switch { ShortHistogram => 2, IntHistogram or IntConcurrentHistogram => 4, _ => 8 };
        Assert.That(histogram.GetEstimatedFootprintInBytes(), Is.EqualTo(512 + (33_792 * wordBytes)));
    }
}
