using HdrHistogram.Iteration;

namespace HdrHistogram.Output;

/// <summary>The form of .hgrm files, which the histogram plotters read.</summary>
internal sealed class HgrmPercentileTable(TextWriter writer, int significantDigits, double scalingRatio)
    : PercentileTable(writer, significantDigits, scalingRatio)
{
    public override void WriteHeader()
        => Writer.Write($"{"Value",12} {"Percentile",14} {"TotalCount",10} {"1/(1-Percentile)",14}\n\n");

    public override void WriteRow(HistogramIterationValue row)
    {
        double share = row.PercentileLevelIteratedTo / 100;
        Writer.Write($"{Scaled(row.ValueIteratedTo),12} {Fixed(share, 12),2} {Whole(row.TotalCountToThisValue),10}");
        if (!row.IsLastValue()) Writer.Write($" {Fixed(1 / (1 - share), 2),14}");
        Writer.Write('\n');
    }

    public override void WriteFooter(HistogramBase histogram)
    {
        Writer.Write($"#[Mean    = {Scaled(histogram.GetMean()),12}, StdDeviation   = {Scaled(histogram.GetStdDeviation()),12}]\n");
        Writer.Write($"#[Max     = {Scaled(histogram.GetMaxValue()),12}, Total count    = {Whole(histogram.TotalCount),12}]\n");
        Writer.Write($"#[Buckets = {Whole(histogram.BucketCount),12}, SubBuckets     = {Whole(histogram.SubBucketCount),12}]\n");
    }
}
