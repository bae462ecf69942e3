namespace HdrHistogram.Encoding;

/// <summary>What an encoder other than our own gets to see: a copy of the counts.</summary>
internal sealed class RecordedData(HistogramBase histogram, long[] counts) : IRecordedData
{
    public int Cookie => EncodingCookie.V2;

    public int NormalizingIndexOffset => 0;

    public int NumberOfSignificantValueDigits => histogram.NumberOfSignificantValueDigits;

    public long LowestDiscernibleValue => histogram.LowestTrackableValue;

    public long HighestTrackableValue => histogram.HighestTrackableValue;

    public double IntegerToDoubleValueConversionRatio => 1;

    public long[] Counts => counts;
}
