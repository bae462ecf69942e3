using HdrHistogram.Iteration;

namespace HdrHistogram.Output;

/// <summary>Comma separated values with a heading and no footer.</summary>
internal sealed class CsvPercentileTable(TextWriter writer, int significantDigits, double scalingRatio)
    : PercentileTable(writer, significantDigits, scalingRatio)
{
    public override void WriteHeader() => Writer.Write("\"Value\",\"Percentile\",\"TotalCount\",\"1/(1-Percentile)\"\n");

    public override void WriteRow(HistogramIterationValue row)
    {
        double share = row.PercentileLevelIteratedTo / 100;
        string oneInHowMany = row.IsLastValue() ? "Infinity" : Fixed(1 / (1 - share), 2);
        Writer.Write($"{Scaled(row.ValueIteratedTo)},{Fixed(share, 12)},{Whole(row.TotalCountToThisValue)},{oneInHowMany}\n");
    }

    public override void WriteFooter(HistogramBase histogram)
    {
        // The comma separated form ends with its last row.
    }
}
