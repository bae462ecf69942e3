using System.Globalization;
using HdrHistogram.Iteration;

namespace HdrHistogram.Tests;

[TestFixture]
internal sealed class HistogramExtensionsPercentilesTests
{
    [Test]
    public void Levels_halve_their_steps_with_each_halved_distance_and_end_with_100()
    {
        LongHistogram histogram = new(1, 100_000, 3);
        for (int i = 0; i < 1000; i++) histogram.RecordValue(i);
        double[] levels = [.. histogram.Percentiles(2).Select(step => step.PercentileLevelIteratedTo)];
        Assert.That(levels[..9], Is.EqualTo((double[])[0, 25, 50, 62.5, 75, 81.25, 87.5, 90.625, 93.75]));
        Assert.That(levels[^1], Is.EqualTo(100));
        Assert.That(levels, Is.Ordered);
    }

    [Test]
    public void Each_step_is_the_value_at_its_level()
    {
        LongHistogram histogram = new(1, 3_600_000_000_000, 3);
        Random random = new(2);
        for (int i = 0; i < 10_000; i++) histogram.RecordValue(RandomValue.UpTo(3_600_000_000_000, random));
        foreach (HistogramIterationValue step in histogram.Percentiles(5).Skip(1))
        {
            Assert.That(step.ValueIteratedTo, Is.EqualTo(histogram.GetValueAtPercentile(step.PercentileLevelIteratedTo)), step.ToString());
            Assert.That(step.Percentile, Is.GreaterThanOrEqualTo(step.PercentileLevelIteratedTo));
            Assert.That(step.IsLastValue(), Is.EqualTo(step.PercentileLevelIteratedTo == 100));
        }
    }

    [Test]
    public void An_empty_histogram_has_no_levels()
        => Assert.That(new LongHistogram(1, 100, 1).Percentiles(5), Is.Empty);

    [Test]
    public void Shares_of_more_values_than_a_number_resolves_still_end()
    {
        LongHistogram histogram = new(1, 100_000, 3);
        histogram.RecordValueWithCount(1, long.MaxValue - 2);
        histogram.RecordValue(2);
        histogram.RecordValue(3);
        HistogramIterationValue[] steps = [.. histogram.Percentiles(5)];
        Assert.That((steps[^1].PercentileLevelIteratedTo, steps[^1].ValueIteratedTo), Is.EqualTo((100, 3)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Less_than_one_level_per_halving_is_refused(int ticks)
        => Assert.That(() => new LongHistogram(1, 100, 1).Percentiles(ticks), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_text_is_that_of_hgrm_files()
    {
        string[] lines = Lines(0, 10_000, useCsv: false);
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("       Value     Percentile TotalCount 1/(1-Percentile)"));
            Assert.That(lines[1], Is.Empty);
            Assert.That(lines[2], Is.EqualTo("        0.00 0.000000000000          1           1.00"));
            Assert.That(lines[3], Is.EqualTo("        0.00 0.050000000000          1           1.05"));
            Assert.That(lines[^7], Is.EqualTo("        0.80 0.900000000000          9          10.00"));
            Assert.That(lines[^6], Is.EqualTo("        0.90 0.906250000000         10          10.67"));
            Assert.That(lines[^5], Is.EqualTo("        0.90 1.000000000000         10"));
            Assert.That(lines[^4], Is.EqualTo("#[Mean    =         0.45, StdDeviation   =         0.29]"));
            Assert.That(lines[^3], Is.EqualTo("#[Max     =         0.90, Total count    =           10]"));
            Assert.That(lines[^2], Is.EqualTo("#[Buckets =           29, SubBuckets     =          256]"));
            Assert.That(lines[^1], Is.Empty);
        });
    }

    [Test]
    public void The_comma_separated_form_has_the_same_rows_and_no_footer()
    {
        string[] lines = Lines(0, 10_000, useCsv: true);
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("\"Value\",\"Percentile\",\"TotalCount\",\"1/(1-Percentile)\""));
            Assert.That(lines[1], Is.EqualTo("0.00,0.000000000000,1,1.00"));
            Assert.That(lines[^3], Is.EqualTo("0.90,0.906250000000,10,10.67"));
            Assert.That(lines[^2], Is.EqualTo("0.90,1.000000000000,10,Infinity"));
            Assert.That(lines[^1], Is.Empty);
            Assert.That(lines, Has.Length.EqualTo(Lines(0, 10_000, useCsv: false).Length - 4));
        });
    }

    [Test]
    public void An_empty_histogram_is_a_table_without_rows()
    {
        StringWriter writer = new();
        new LongHistogram(1, 36_000_000_000, 2).OutputPercentileDistribution(writer);
        Assert.That(writer.ToString().Split('\n')[2..], Is.EqualTo((string[])
        [
            "#[Mean    =         0.00, StdDeviation   =         0.00]",
            "#[Max     =         0.00, Total count    =            0]",
            "#[Buckets =           29, SubBuckets     =          256]",
            "",
        ]));
    }

    [Test]
    public void No_culture_and_no_writer_changes_the_text()
    {
        string[] expected = Lines(5, 1000, useCsv: false);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.That(Lines(5, 1000, useCsv: false, commas), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Decimal_halves_are_rounded_by_their_binary_value()
    {
        LongHistogram histogram = new(1, 100_000, 2);
        histogram.RecordValueWithCount(145, 1_000_000); // 0.145 as a binary number is a little less.
        histogram.RecordValue(200);
        StringWriter writer = new();
        histogram.OutputPercentileDistribution(writer, 5, 1000, useCsvFormat: true);
        string[] rows = writer.ToString().Split('\n');
        Assert.That(rows[1], Is.EqualTo("0.14,0.000000000000,1000000,1.00"));
        Assert.That(rows, Has.One.StartsWith("0.14,0.999780273437,").And.One.StartsWith("0.14,0.999829101563,"));
    }

    [Test]
    public void Overflowed_counts_are_noted_in_place_of_the_rest()
    {
        ShortHistogram histogram = new(100_000, 2);
        histogram.RecordValueWithCount(5, short.MaxValue);
        histogram.RecordValue(5);
        StringWriter writer = new();
        histogram.OutputPercentileDistribution(writer);
        Assert.That(writer.ToString(), Does.EndWith("# Histogram counts indicate OVERFLOW values"));
    }

    private static string[] Lines(long first, double ratio, bool useCsv, CultureInfo? culture = null)
    {
        LongHistogram histogram = new(1, 36_000_000_000, 2);
        for (int i = 0; i < 10; i++) histogram.RecordValue(first + (i * 1000));
        StringWriter writer = new(culture ?? CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        histogram.OutputPercentileDistribution(writer, 10, ratio, useCsv);
        return writer.ToString().Split('\n');
    }
}
