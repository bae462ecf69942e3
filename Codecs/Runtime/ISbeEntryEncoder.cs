namespace FeedHandler.Codecs;

/// <summary>The encoder of one entry of a group: what the generator writes for every group.</summary>
/// <typeparam name="TSelf">the encoder itself, a ref struct over the buffer</typeparam>
public interface ISbeEntryEncoder<TSelf>
    where TSelf : struct, ISbeEntryEncoder<TSelf>, allows ref struct
{
    /// <summary>What the schema says of the group.</summary>
    static abstract SbeGroupSlot Slot { get; }

    /// <summary>Places the encoder over an entry that stands in the buffer.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands</param>
    /// <param name="block">first byte of the entry</param>
    /// <returns>the encoder</returns>
    static abstract TSelf At(Span<byte> body, ref SbeCursor cursor, ref byte block);
}
