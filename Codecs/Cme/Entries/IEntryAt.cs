namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>An entry that is read from where it stands: for a group whose size was checked before, as a whole.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IEntryAt<TSelf>
    where TSelf : struct, IEntryAt<TSelf>, allows ref struct
{
    /// <summary>The entry at a place.</summary>
    /// <param name="block">Its first byte. Nothing is checked: the block lies within the message.</param>
    static abstract TSelf At(ref byte block);
}
