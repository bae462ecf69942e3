namespace HdrHistogram.Tests;

/// <summary>Several threads recording into one concurrent histogram, and a reader beside the one writer of a plain one.</summary>
[TestFixture]
internal sealed class ConcurrentRecordingTests
{
    private const int RecordsPerThread = 300_000;

    private static readonly HistogramKinds.Constructor[] Concurrent = [HistogramKinds.IntConcurrent, HistogramKinds.LongConcurrent];

    [TestCaseSource(nameof(Concurrent))]
    public void No_record_of_any_thread_is_lost(HistogramKinds.Constructor make)
    {
        HistogramBase histogram = make(1, 1_000_000, 3);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < RecordsPerThread; i++)
            {
                if (i % 3 == 0) histogram.RecordValueWithCount(i % 5, 2);
                else histogram.RecordValue(i % 5);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.That(histogram.TotalCount, Is.EqualTo(4 * RecordsPerThread * 4L / 3));
        Assert.That(histogram.HasOverflowed(), Is.False);
    }

    [Test]
    public void A_reader_beside_the_writer_of_a_plain_histogram_sees_no_more_than_was_recorded_and_in_the_end_all_of_it()
    {
        LongHistogram histogram = new(1, 1_000_000, 3);
        Thread writer = new(() =>
        {
            for (int i = 0; i < RecordsPerThread; i++) histogram.RecordValue(500_000 - i);
        });
        writer.Start();
        long last = 0;
        while (writer.IsAlive)
        {
            HistogramBase merged = histogram.Copy();
            Assert.That(merged.TotalCount, Is.InRange(last, RecordsPerThread));
            Assert.That(histogram.GetValueAtPercentile(50), Is.InRange(0, 501_000));
            last = merged.TotalCount;
        }

        writer.Join();
        Assert.That(histogram.Copy().TotalCount, Is.EqualTo(RecordsPerThread));
    }
}
