namespace Disruptor;

/// <summary>Something with a position that advances.</summary>
public interface ICursored
{
    /// <summary>
    /// The position: the last published sequence of a single producer, the last claimed sequence of several.
    /// -1 before the first.
    /// </summary>
    long Cursor { get; }
}
