using FeedHandler.Replay.Gzip;

namespace FeedHandler.Replay.Captures;

/// <summary>Unpacks streams that are compressed with gzip or zstd, and leaves others as they are.</summary>
public static class PackedStreams
{
    /// <summary>How many of a file's first bytes tell.</summary>
    internal const int MagicBytes = 4;

    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    /// <summary>Whether a file begins as one of them does.</summary>
    internal static bool IsPacked(ReadOnlySpan<byte> first) => first.StartsWith(GzipMagic) || ZstdPieces.IsFrame(first);

    /// <summary>Looks at the first bytes, which a pipe gives only once.</summary>
    /// <param name="stream">The stream; owned by the one returned.</param>
    /// <returns>Its bytes unpacked; reading them throws <see cref="EndOfStreamException"/> or <see cref="InvalidDataException"/> where they are cut off or
    /// damaged.</returns>
    public static Stream Unpack(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] first = new byte[MagicBytes];
        int length = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        RejoinedStream whole = new(first.AsMemory(0, length), stream);
        if (first.AsSpan(0, length).StartsWith(GzipMagic)) return new GzipReader(whole);
        return ZstdPieces.IsFrame(first.AsSpan(0, length)) ? new ZstdReader(whole) : whole;
    }
}
