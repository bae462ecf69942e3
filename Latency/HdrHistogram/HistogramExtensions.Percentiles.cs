using HdrHistogram.Iteration;
using HdrHistogram.Output;

namespace HdrHistogram;

public static partial class HistogramExtensions
{
    /// <summary>
    /// Walks percentile levels: from 0 in steps that halve whenever the distance to 100 has halved, and at last 100. The histogram must
    /// not be recorded into meanwhile.
    /// </summary>
    /// <param name="histogram">the histogram</param>
    /// <param name="percentileTicksPerHalfDistance">levels per halving of the distance to 100, 1 or more</param>
    /// <exception cref="ArgumentOutOfRangeException">fewer than one level per halving; or (while walking) a count has overflowed</exception>
    /// <exception cref="InvalidOperationException">(while walking) the histogram was recorded into</exception>
    public static IEnumerable<HistogramIterationValue> Percentiles(this HistogramBase histogram, int percentileTicksPerHalfDistance)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentOutOfRangeException.ThrowIfLessThan(percentileTicksPerHalfDistance, 1);
        return Walk.Percentiles(histogram, percentileTicksPerHalfDistance);
    }

    /// <summary>
    /// Writes the distribution by percentile: as text in the form of .hgrm files, with a footer of mean, deviation, maximum and counts,
    /// or as comma separated values. Lines end in \n and numbers have a '.', whatever the culture and the writer say.
    /// </summary>
    /// <param name="histogram">the histogram, not recorded into meanwhile</param>
    /// <param name="writer">where to write; left open</param>
    /// <param name="percentileTicksPerHalfDistance">rows per halving of the distance to 100 %, 1 or more</param>
    /// <param name="outputValueUnitScalingRatio">what all values are divided by, such as 1000 to print nanoseconds as microseconds</param>
    /// <param name="useCsvFormat">comma separated values instead of text</param>
    /// <exception cref="ArgumentOutOfRangeException">fewer than one row per halving</exception>
    /// <exception cref="InvalidOperationException">the histogram was recorded into</exception>
    public static void OutputPercentileDistribution(
        this HistogramBase histogram,
        TextWriter writer,
        int percentileTicksPerHalfDistance = 5,
        double outputValueUnitScalingRatio = OutputScalingFactor.None,
        bool useCsvFormat = false)
    {
        ArgumentNullException.ThrowIfNull(writer);
        IEnumerable<HistogramIterationValue> rows = Percentiles(histogram, percentileTicksPerHalfDistance);
        PercentileTable table = useCsvFormat
            ? new CsvPercentileTable(writer, histogram.NumberOfSignificantValueDigits, outputValueUnitScalingRatio)
            : new HgrmPercentileTable(writer, histogram.NumberOfSignificantValueDigits, outputValueUnitScalingRatio);
        try
        {
            table.WriteHeader();
            foreach (HistogramIterationValue row in rows) table.WriteRow(row);
            table.WriteFooter(histogram);
        }
        catch (ArgumentOutOfRangeException) when (histogram.HasOverflowed())
        {
            writer.Write("# Histogram counts indicate OVERFLOW values");
        }
    }
}
