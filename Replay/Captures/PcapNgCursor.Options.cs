namespace FeedHandler.Replay.Captures;

internal partial struct PcapNgCursor
{
    /// <summary>Whether the first section says of itself that it notes what the feed that recorded it gave up.</summary>
    /// <param name="bytes">A pcapng file, whole or not.</param>
    internal static bool NotesGaps(MappedBytes bytes)
    {
        PcapNgCursor cursor = default;
        cursor.Begin(bytes);
        if (!cursor.TryReadBlock(out PcapNgBlock block) || block.BodyLength < SectionHeadBytes) return false;
        CaptureOptions options = cursor.OptionsOf(in block, SectionHeadBytes);
        bool isOurs = false;
        bool isNoted = false;
        int offset = 0;
        while (options.TryRead(ref offset, out int code, out ReadOnlySpan<byte> value))
        {
            isOurs |= code == CaptureOptions.Application && value.StartsWith("feedhandler"u8);
            isNoted |= code == CaptureOptions.Comment && value.SequenceEqual("gaps noted"u8);
        }

        return isOurs && isNoted;
    }

    private readonly unsafe CaptureOptions OptionsOf(in PcapNgBlock block, long headBytes)
    {
        long bytes = Math.Clamp(block.BodyLength - headBytes, 0, BlockBytesMax);
        return new CaptureOptions(new ReadOnlySpan<byte>(_bytes.Start + block.BodyOffset + headBytes, (int)bytes), _isSwapped);
    }
}
