namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>A message that can tell whether all of it is there; implemented by the generated views, to be used as a type constraint.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IWholeMessage<TSelf> : ISbeMessage<TSelf>
    where TSelf : struct, IWholeMessage<TSelf>, allows ref struct
{
    /// <summary>Measures the root block and every group.</summary>
    /// <param name="length">Bytes from the root block to the end of the last group; 0 when one of them does not fit.</param>
    /// <returns>False when one of them does not fit.</returns>
    bool TryGetEncodedLength(out int length);
}
