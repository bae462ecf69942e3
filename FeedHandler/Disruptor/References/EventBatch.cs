using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>Reference events that lie side by side in a ring. Valid until the consumer gives their slots back.</summary>
/// <typeparam name="T">The event.</typeparam>
public readonly struct EventBatch<T>
    where T : class
{
    private readonly T[] _array;
    private readonly int _beginIndex;

    /// <summary>A part of an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="beginIndex">Where the batch begins.</param>
    /// <param name="length">How many events it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the array.</exception>
    public EventBatch(T[] array, int beginIndex, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)beginIndex, (uint)array.Length, nameof(beginIndex));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(array.Length - beginIndex), nameof(length));
        _array = array;
        _beginIndex = beginIndex;
        Length = length;
    }

    /// <summary>How many events there are.</summary>
    public int Length { get; }

    /// <summary>An event.</summary>
    /// <param name="index">Counts from 0 within the batch.</param>
    public T this[int index] => AsSpan()[index];

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(_array, _beginIndex, _beginIndex + Length);

    /// <summary>The events as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => new(_array, _beginIndex, Length);

    /// <summary>The events for LINQ; allocates.</summary>
    public IEnumerable<T> AsEnumerable() => Length == 0 ? Array.Empty<T>() : new ArraySegment<T>(_array, _beginIndex, Length);

    /// <summary>A part of the batch.</summary>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">How many events it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the batch.</exception>
    public EventBatch<T> Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - start), nameof(length));
        return new EventBatch<T>(_array, _beginIndex + start, length);
    }

    /// <summary>A copy of the references.</summary>
    public T[] ToArray() => AsSpan().ToArray();

    /// <summary>Walks over a batch.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The released surface nests it.")]
    public struct Enumerator
    {
        private readonly T[] _array;
        private readonly int _endIndex;
        private int _index;

        /// <summary>An enumerator over a part of an array.</summary>
        /// <param name="array">The array.</param>
        /// <param name="index">Where the part begins.</param>
        /// <param name="endIndex">Behind its last event.</param>
        public Enumerator(object array, int index, int endIndex)
        {
            _array = Unsafe.As<T[]>(array);
            _index = index - 1;
            _endIndex = endIndex;
        }

        /// <summary>The event the enumerator is at.</summary>
        public readonly T Current => _array[_index];

        /// <summary>Goes to the next event.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext() => ++_index < _endIndex;
    }
}
