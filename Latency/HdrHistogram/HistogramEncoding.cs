using System.Buffers;
using System.IO.Compression;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace HdrHistogram;

/// <summary>
/// Histograms as bytes, compatible with the Java implementation: writes version 2, reads versions 0, 1 and 2. Compressed, an encoding is
/// a cookie and a length of 32 bits each, big-endian, and a zlib stream (RFC 1950) of the uncompressed form.
/// </summary>
public static partial class HistogramEncoding
{
    // Of the usual level's size within a tenth, in a third of its time.
    private static readonly ZLibCompressionOptions Compression = new() { CompressionLevel = 2 };

    /// <summary>
    /// Writes a histogram, compressed, at the position of a buffer. Works in pooled memory: allocates less than a kilobyte.
    /// </summary>
    /// <param name="source">the histogram</param>
    /// <param name="targetBuffer">where to write; <see cref="HistogramBase.GetNeededByteBufferCapacity"/> bytes always suffice</param>
    /// <returns>bytes written</returns>
    /// <exception cref="ArgumentException">the buffer is too small; its position is unchanged</exception>
    /// <exception cref="InvalidOperationException">a count is negative</exception>
    public static int EncodeIntoCompressedByteBuffer(this HistogramBase source, ByteBuffer targetBuffer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(targetBuffer);
        byte[] encoded = ArrayPool<byte>.Shared.Rent(source.GetNeededByteBufferCapacity());
        int start = targetBuffer.Position;
        try
        {
            int encodedBytes = HistogramEncoderV2.Encode(source, encoded);
            targetBuffer.PutInt(EncodingCookie.CompressedV2);
            targetBuffer.PutInt(0);
            int compressedBytes = Compress(encoded.AsSpan(0, encodedBytes), targetBuffer);
            targetBuffer.PutInt(start + sizeof(int), compressedBytes);
            targetBuffer.Position += compressedBytes;
            return targetBuffer.Position - start;
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentOutOfRangeException)
        {
            targetBuffer.Position = start;
            throw new ArgumentException(
                $"The buffer has {targetBuffer.Remaining()} bytes from its position on, too few; {source.GetNeededByteBufferCapacity()} always suffice.",
                nameof(targetBuffer),
                e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(encoded);
        }
    }

    /// <summary>The first four bytes of what <see cref="HistogramBase.Encode"/> writes: version 2.</summary>
    /// <param name="histogram">any histogram</param>
    public static int GetEncodingCookie(this HistogramBase histogram) => EncodingCookie.V2;

    private static int Compress(ReadOnlySpan<byte> encoded, ByteBuffer target)
    {
        using MemoryStream stream = target.OpenStream(target.Remaining(), writable: true);
        using (ZLibStream compressor = new(stream, Compression, leaveOpen: true)) compressor.Write(encoded);
        return (int)stream.Position;
    }
}
