using HdrHistogram.Utilities;

namespace HdrHistogram.Encoding;

/// <summary>Header of version 0: cookie i32, digits i32, lowest i64, highest i64, total count i64 (not needed); big-endian.</summary>
internal sealed class V0Header : IHeader
{
    public const int SizeBytes = 32;

    public V0Header(int cookie, ByteBuffer buffer)
    {
        Cookie = cookie;
        NumberOfSignificantValueDigits = buffer.GetInt();
        LowestTrackableUnitValue = buffer.GetLong();
        HighestTrackableValue = buffer.GetLong();
        buffer.GetLong();
    }

    public int Cookie { get; }

    public int PayloadLengthInBytes => int.MaxValue;

    public int NormalizingIndexOffset => 0;

    public int NumberOfSignificantValueDigits { get; }

    public long LowestTrackableUnitValue { get; }

    public long HighestTrackableValue { get; }

    public double IntegerToDoubleValueConversionRatio => 1;

    public int CapacityEstimateExcess => 32;
}
