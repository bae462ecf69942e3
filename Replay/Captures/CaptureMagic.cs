namespace FeedHandler.Replay.Captures;

/// <summary>What a file that is no capture looks like, for the error message.</summary>
internal static class CaptureMagic
{
    public static string Describe(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return "compressed with gzip; unpack it with gunzip first.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])) return "compressed with zstd; unpack it with unzstd first.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x04, 0x22, 0x4D, 0x18])) return "compressed with lz4; unpack it with unlz4 first.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A])) return "compressed with xz; unpack it with unxz first.";
        if (start.StartsWith("PK"u8)) return "a zip archive; unpack it first.";
        return $"not a capture (it starts with {Convert.ToHexString(start[..Math.Min(4, start.Length)])}); give a pcap or pcapng file.";
    }
}
