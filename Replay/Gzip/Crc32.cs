namespace FeedHandler.Replay.Gzip;

/// <summary>The checksum of gzip (CRC-32 of IEEE 802.3), four bytes at a step.</summary>
internal static class Crc32
{
    private const int StepBytes = 4;
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of what came before with more bytes behind it.</summary>
    /// <param name="before">The checksum so far; 0 at the beginning.</param>
    /// <param name="bytes">The bytes.</param>
    internal static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        uint rest = ~before;
        ReadOnlySpan<uint> tables = Tables;
        for (; bytes.Length >= StepBytes; bytes = bytes[StepBytes..])
        {
            rest ^= BitConverter.ToUInt32(bytes);
            rest = tables[(int)(768 + (rest & 0xFF))] ^ tables[(int)(512 + ((rest >> 8) & 0xFF))]
                ^ tables[(int)(256 + ((rest >> 16) & 0xFF))] ^ tables[(int)(rest >> 24)];
        }

        foreach (byte value in bytes) rest = tables[(int)((rest ^ value) & 0xFF)] ^ (rest >> 8);
        return ~rest;
    }

    // Table n is of a byte with n more bytes behind it.
    private static uint[] MakeTables()
    {
        uint[] tables = new uint[256 * StepBytes];
        for (uint value = 0; value < 256; value++)
        {
            uint rest = value;
            for (int bit = 0; bit < 8; bit++) rest = (rest >> 1) ^ ((rest & 1) * Polynomial);
            tables[value] = rest;
        }

        for (int index = 256; index < tables.Length; index++) tables[index] = tables[tables[index - 256] & 0xFF] ^ (tables[index - 256] >> 8);
        return tables;
    }
}
