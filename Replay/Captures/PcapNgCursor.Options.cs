namespace FeedHandler.Replay.Captures;

internal partial struct PcapNgCursor
{
    /// <summary>What the first section says of itself.</summary>
    /// <param name="bytes">A pcapng file, whole or not.</param>
    internal static SectionNotes NotesOf(MappedBytes bytes)
    {
        PcapNgCursor cursor = default;
        cursor.Begin(bytes);
        if (!cursor.TryReadBlock(out PcapNgBlock block) || block.BodyLength < SectionHeadBytes) return SectionNotes.None;
        return SectionNotes.Read(cursor.OptionsOf(in block, SectionHeadBytes));
    }

    private readonly unsafe CaptureOptions OptionsOf(in PcapNgBlock block, long headBytes)
    {
        long bytes = Math.Clamp(block.BodyLength - headBytes, 0, BlockBytesMax);
        return new CaptureOptions(new ReadOnlySpan<byte>(_bytes.Start + block.BodyOffset + headBytes, (int)bytes), _isSwapped);
    }
}
