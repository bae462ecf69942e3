namespace Disruptor;

/// <summary>Reference events by sequence.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IDataProvider<T>
    where T : class
{
    /// <summary>The event of a sequence.</summary>
    /// <param name="sequence">The sequence.</param>
    T this[long sequence] { get; }

    /// <summary>Events side by side in memory, beginning at a sequence.</summary>
    /// <returns>The batch, which ends before <paramref name="hi"/> when the ring wraps before it.</returns>
    /// <param name="lo">The first sequence.</param>
    /// <param name="hi">The last sequence.</param>
    EventBatch<T> GetBatch(long lo, long hi);
}
