using FeedHandler.Replay.Gzip;

namespace FeedHandler.Replay.Captures;

/// <summary>Unpacks streams that are compressed with gzip, and leaves others as they are.</summary>
internal static class GzipProbe
{
    private static readonly byte[] Magic = [0x1F, 0x8B];

    /// <summary>Whether a file begins as gzip does.</summary>
    internal static bool IsGzip(ReadOnlySpan<byte> first) => first.StartsWith(Magic);

    /// <summary>Looks at the first bytes, which a pipe gives only once.</summary>
    /// <param name="stream">The stream; owned by the one returned.</param>
    public static Stream Unpack(Stream stream)
    {
        byte[] first = new byte[Magic.Length];
        int length = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        RejoinedStream whole = new(first.AsMemory(0, length), stream);
        return IsGzip(first.AsSpan(0, length)) ? new GzipReader(whole) : whole;
    }
}
