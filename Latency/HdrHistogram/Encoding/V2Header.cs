using System.Buffers.Binary;
using HdrHistogram.Utilities;

namespace HdrHistogram.Encoding;

/// <summary>
/// Header of versions 1 and 2: cookie i32, payload bytes i32, normalizing offset i32, digits i32, lowest i64, highest i64, ratio f64;
/// big-endian.
/// </summary>
internal sealed class V2Header : IHeader
{
    public const int SizeBytes = 40;

    public V2Header(int cookie, ByteBuffer buffer)
    {
        Cookie = cookie;
        PayloadLengthInBytes = buffer.GetInt();
        NormalizingIndexOffset = buffer.GetInt();
        NumberOfSignificantValueDigits = buffer.GetInt();
        LowestTrackableUnitValue = buffer.GetLong();
        HighestTrackableValue = buffer.GetLong();
        IntegerToDoubleValueConversionRatio = buffer.GetDouble();
    }

    public int Cookie { get; }

    public int PayloadLengthInBytes { get; }

    public int NormalizingIndexOffset { get; }

    public int NumberOfSignificantValueDigits { get; }

    public long LowestTrackableUnitValue { get; }

    public long HighestTrackableValue { get; }

    public double IntegerToDoubleValueConversionRatio { get; }

    public int CapacityEstimateExcess => 0;

    /// <summary>Writes the header of a histogram whose counts took so many bytes.</summary>
    public static void Write(Span<byte> target, HistogramBase histogram, int payloadBytes)
    {
        Write(target, EncodingCookie.V2, payloadBytes, 0, histogram.NumberOfSignificantValueDigits);
        WriteRange(target, histogram.LowestTrackableValue, histogram.HighestTrackableValue, 1);
    }

    /// <summary>Writes the header of data whose counts took so many bytes.</summary>
    public static void Write(Span<byte> target, IRecordedData data, int payloadBytes)
    {
        Write(target, data.Cookie, payloadBytes, data.NormalizingIndexOffset, data.NumberOfSignificantValueDigits);
        WriteRange(target, data.LowestDiscernibleValue, data.HighestTrackableValue, data.IntegerToDoubleValueConversionRatio);
    }

    private static void Write(Span<byte> target, int cookie, int payloadBytes, int normalizingIndexOffset, int significantDigits)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, cookie);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], payloadBytes);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], normalizingIndexOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], significantDigits);
    }

    private static void WriteRange(Span<byte> target, long lowest, long highest, double ratio)
    {
        BinaryPrimitives.WriteInt64BigEndian(target[16..], lowest);
        BinaryPrimitives.WriteInt64BigEndian(target[24..], highest);
        BinaryPrimitives.WriteDoubleBigEndian(target[32..], ratio);
    }
}
