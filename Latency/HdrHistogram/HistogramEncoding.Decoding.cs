using System.IO.Compression;
using HdrHistogram.Encoding;
using HdrHistogram.Persistence;
using HdrHistogram.Utilities;

namespace HdrHistogram;

public static partial class HistogramEncoding
{
    /// <summary>Reads a compressed histogram of version 0, 1 or 2 at the position of a buffer, which is moved behind it.</summary>
    /// <param name="buffer">the bytes</param>
    /// <param name="minBarForHighestTrackableValue">what the histogram must cover at least</param>
    /// <returns>a histogram with counts of the size encoded; 64 bits for version 2</returns>
    /// <exception cref="ArgumentException">the bytes are not such a histogram, or are cut off</exception>
    /// <exception cref="NotSupportedException">the histogram is one of floating-point values</exception>
    /// <exception cref="InvalidDataException">the compressed stream is damaged</exception>
    public static HistogramBase DecodeFromCompressedByteBuffer(ByteBuffer buffer, long minBarForHighestTrackableValue)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        RequireBytes(buffer, 2 * sizeof(int));
        int headerBytes = HeaderBytesOf(buffer.GetInt());
        int compressedBytes = buffer.GetInt();
        if (compressedBytes < 0 || compressedBytes > buffer.Remaining())
            throw new ArgumentException($"{compressedBytes} compressed bytes are announced, {buffer.Remaining()} follow.", nameof(buffer));

        using MemoryStream stream = buffer.OpenStream(compressedBytes, writable: false);
        using ZLibStream decompressor = new(stream, CompressionMode.Decompress);
        ByteBuffer header = ByteBuffer.Allocate(headerBytes);
        if (header.ReadFrom(decompressor, headerBytes) < headerBytes)
            throw new ArgumentException("The compressed bytes end within the header.", nameof(buffer));
        HistogramBase histogram = Decode(header, minBarForHighestTrackableValue, decompressor);
        buffer.Position += compressedBytes;
        return histogram;
    }

    /// <summary>Reads a histogram of version 0, 1 or 2 at the position of a buffer, which is moved behind it.</summary>
    /// <param name="buffer">the bytes, or those of the header only</param>
    /// <param name="minBarForHighestTrackableValue">what the histogram must cover at least</param>
    /// <param name="decompressor">where the counts are read instead, when not in the buffer</param>
    /// <returns>a histogram with counts of the size encoded; 64 bits for version 2</returns>
    /// <exception cref="ArgumentException">the bytes are not such a histogram, or are cut off</exception>
    /// <exception cref="NotSupportedException">the histogram is one of floating-point values</exception>
    public static HistogramBase DecodeFromByteBuffer(ByteBuffer buffer, long minBarForHighestTrackableValue, DeflateStream? decompressor = default)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return Decode(buffer, minBarForHighestTrackableValue, decompressor);
    }

    private static HistogramBase Decode(ByteBuffer buffer, long minBarForHighestTrackableValue, Stream? decompressor)
    {
        IHeader header = ReadHeader(buffer);
        int wordSize = EncodingCookie.WordSizeOf(header.Cookie);
        HistogramBase histogram = Make(wordSize, header, minBarForHighestTrackableValue);
        long payloadBytesMax = Math.Min((long)histogram.CountsArrayLength * wordSize, Array.MaxLength);
        bool isOpenEnded = header.PayloadLengthInBytes == int.MaxValue;
        if (!isOpenEnded && (header.PayloadLengthInBytes < 0 || header.PayloadLengthInBytes > payloadBytesMax))
        {
            throw new ArgumentException(
                $"{header.PayloadLengthInBytes} bytes of counts are announced; {histogram.CountsArrayLength} slots take at most {payloadBytesMax}.",
                nameof(buffer));
        }

        int payloadBytes = isOpenEnded ? (int)payloadBytesMax : header.PayloadLengthInBytes;
        ByteBuffer payload = buffer;
        int availableBytes = buffer.Remaining();
        if (decompressor is not null)
        {
            payload = ByteBuffer.Allocate(payloadBytes);
            availableBytes = payload.ReadFrom(decompressor, payloadBytes);
        }

        // Version 0 does not say how many counts follow: those that are there, and zeros for the rest.
        if (isOpenEnded) payloadBytes = Math.Min(payloadBytes, availableBytes / wordSize * wordSize);
        if (availableBytes < payloadBytes)
            throw new ArgumentException($"{payloadBytes} bytes of counts are announced, {availableBytes} follow.", nameof(buffer));
        histogram.FillCounts(CountsDecoder.GetDecoderForWordSize(wordSize), payload, payloadBytes);
        return histogram;
    }

    private static IHeader ReadHeader(ByteBuffer buffer)
    {
        RequireBytes(buffer, sizeof(int));
        int cookie = buffer.GetInt();
        switch (EncodingCookie.StemOf(cookie))
        {
            case EncodingCookie.V1Stem or EncodingCookie.V2Stem:
                RequireBytes(buffer, V2Header.SizeBytes - sizeof(int));
                return new V2Header(cookie, buffer);
            case EncodingCookie.V0Stem:
                RequireBytes(buffer, V0Header.SizeBytes - sizeof(int));
                return new V0Header(cookie, buffer);
            case EncodingCookie.DoubleStem:
                throw NotOfIntegers();
            default:
                throw new ArgumentException($"These bytes do not begin with the cookie of a histogram: the first four are 0x{cookie:X8}.", nameof(buffer));
        }
    }

    private static HistogramBase Make(int wordSize, IHeader header, long minBarForHighestTrackableValue)
    {
        long lowest = header.LowestTrackableUnitValue;
        long highest = Math.Max(header.HighestTrackableValue, minBarForHighestTrackableValue);
        int digits = header.NumberOfSignificantValueDigits;
        return wordSize switch
        {
            2 => new ShortHistogram(lowest, highest, digits),
            4 => new IntHistogram(lowest, highest, digits),
            8 or ZigZagEncoding.BytesMax => new LongHistogram(lowest, highest, digits),
            _ => throw new ArgumentException($"The cookie 0x{header.Cookie:X8} names counts of {wordSize} bytes; they take 2, 4 or 8."),
        };
    }

    private static int HeaderBytesOf(int cookie) => EncodingCookie.StemOf(cookie) switch
    {
        EncodingCookie.CompressedV2Stem or EncodingCookie.CompressedV1Stem => V2Header.SizeBytes,
        EncodingCookie.CompressedV0Stem => V0Header.SizeBytes,
        EncodingCookie.CompressedDoubleStem => throw NotOfIntegers(),
        _ => throw new ArgumentException($"These bytes do not begin with the cookie of a compressed histogram: the first four are 0x{cookie:X8}."),
    };

    private static NotSupportedException NotOfIntegers() => new(
        "The histogram is one of floating-point values, whose unit these integer histograms cannot carry; have it written as one of integers.");

    private static void RequireBytes(ByteBuffer buffer, int count)
    {
        if (buffer.Remaining() < count)
            throw new ArgumentException($"A histogram goes on for {count} bytes at position {buffer.Position}; {buffer.Remaining()} are left.", nameof(buffer));
    }
}
