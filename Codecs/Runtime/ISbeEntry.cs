namespace FeedHandler.Codecs;

/// <summary>A view of one entry of a group whose entries all have one length: what the generator writes for every such entry.</summary>
/// <typeparam name="TSelf">the view itself, a ref struct over the received bytes</typeparam>
public interface ISbeEntry<TSelf>
    where TSelf : struct, ISbeEntry<TSelf>, allows ref struct
{
    /// <summary>Places the view; nothing is checked.</summary>
    /// <param name="block">first byte of the entry</param>
    /// <param name="blockLength">bytes of the entry</param>
    /// <param name="version">schema version of the sender</param>
    /// <returns>the view</returns>
    static abstract TSelf At(ref byte block, int blockLength, int version);

    /// <summary>Reads the dimension of the group, and checks that all its entries lie inside the message.</summary>
    /// <param name="start">first byte of the message or entry around the group</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the group; negative when what comes before it does not fit</param>
    /// <param name="version">schema version of the sender</param>
    /// <param name="count">entries of the group</param>
    /// <param name="blockLength">bytes of an entry; those of the schema's version when there is none</param>
    /// <returns>the offset of the first entry; −1 when dimension or entries do not fit</returns>
    static abstract int ReadDimension(ref byte start, int length, int offset, int version, out int count, out int blockLength);
}
