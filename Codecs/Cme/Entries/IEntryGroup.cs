namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>A group of entries in a message; implemented by the generated views, to be used as a type constraint.</summary>
/// <typeparam name="TEntry">The entry.</typeparam>
public interface IEntryGroup<TEntry>
    where TEntry : struct, allows ref struct
{
    /// <summary>How many entries there are.</summary>
    int Count { get; }

    /// <summary>An entry.</summary>
    /// <param name="index">Its place, from 0 below <see cref="Count"/>.</param>
    TEntry this[int index] { get; }
}
