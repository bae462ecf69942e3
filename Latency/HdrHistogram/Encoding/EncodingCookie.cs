namespace HdrHistogram.Encoding;

/// <summary>
/// The first four bytes of an encoding. Without bits 4 to 7 they name version and compression. Those bits hold the bytes of a count
/// in versions 0 and 1 (their lowest bit aside), and 1 in version 2.
/// </summary>
internal static class EncodingCookie
{
    /// <summary>What version 2 begins with, uncompressed.</summary>
    public const int V2 = V2Stem | 0x10;

    /// <summary>What version 2 begins with, compressed.</summary>
    public const int CompressedV2 = CompressedV2Stem | 0x10;

    public const int V0Stem = 0x1C849308;
    public const int V1Stem = 0x1C849301;
    public const int V2Stem = 0x1C849303;
    public const int CompressedV0Stem = 0x1C849309;
    public const int CompressedV1Stem = 0x1C849302;
    public const int CompressedV2Stem = 0x1C849304;
    public const int DoubleStem = 0x0C72124E & ~WordBits;
    public const int CompressedDoubleStem = 0x0C72124F & ~WordBits;

    private const int WordBits = 0xF0;

    /// <summary>Version and compression of a cookie.</summary>
    public static int StemOf(int cookie) => cookie & ~WordBits;

    /// <summary>Bytes that a count takes: 2, 4 or 8 when fixed, 9 for up to nine.</summary>
    public static int WordSizeOf(int cookie) => StemOf(cookie) == V2Stem ? ZigZagEncoding.BytesMax : ((cookie & WordBits) >> 4) & 0xE;
}
