namespace Disruptor;

/// <summary>Events in place, by sequence.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IValueDataProvider<T>
{
    /// <summary>The slot of a sequence. It is meaningful between the claim of the sequence and its being overwritten a lap later.</summary>
    /// <param name="sequence">The sequence.</param>
    ref T this[long sequence] { get; }
}
