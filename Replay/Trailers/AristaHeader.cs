using System.Buffers.Binary;
using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Trailers;

/// <summary>The time in a switch's header in front of the payload (<see cref="TimeHeader"/>).</summary>
internal static class AristaHeader
{
    private const byte TaiTimescale = 0;

    /// <summary>TAI is ahead of UTC by this since 2017.</summary>
    private const long TaiOffsetSeconds = 37;

    private const long SecondNs = 1_000_000_000;

    /// <summary>Reads the time.</summary>
    /// <param name="header">The frame from the header on, behind its type.</param>
    /// <param name="captureNs">When the frame was captured, in nanoseconds since the Unix epoch.</param>
    /// <param name="timeNs">The time in nanoseconds since the Unix epoch.</param>
    /// <returns>Whether it is one.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> header, long captureNs, out long timeNs)
    {
        bool isLong = TimeHeader.IsLong(header);
        long taiSeconds = header[2] == TaiTimescale ? TaiOffsetSeconds : 0;
        ReadOnlySpan<byte> time = header[TimeHeader.HeadBytes..];
        long seconds = isLong
            ? BinaryPrimitives.ReadUInt32BigEndian(time)
            : NearestSecond(BinaryPrimitives.ReadUInt16BigEndian(time), (captureNs / SecondNs) + taiSeconds);
        uint nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(time[(isLong ? 4 : 2)..]);
        timeNs = ((seconds - taiSeconds) * SecondNs) + nanoseconds;
        return nanoseconds < SecondNs;
    }

    /// <summary>The second that ends in these sixteen bits and is nearest to another.</summary>
    private static long NearestSecond(ushort lowBits, long nearSecond) => nearSecond + (short)(lowBits - nearSecond);
}
