using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Books;

/// <summary>The books of all instruments by dense index: one block of unmanaged memory, taken at start, and touched then or as books are added.</summary>
public sealed unsafe class BookTable : IDisposable
{
    private readonly InstrumentBook* _books;
    private bool _isInDoubt;
    private bool _isDisposed;

    /// <summary>Takes the memory for a number of instruments.</summary>
    /// <param name="instrumentCountMax">How many instruments there can be, at least 1.</param>
    /// <param name="touchedCount">For how many the memory is touched now, so that their first book finds it; at least 0.</param>
    public BookTable(int instrumentCountMax, int touchedCount = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instrumentCountMax, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(touchedCount);
        CountMax = instrumentCountMax;
        TouchedCount = Math.Min(touchedCount, instrumentCountMax);
        RuntimeHelpers.RunClassConstructor(typeof(LevelMoves).TypeHandle); // now, not when the first book is added
        _books = (InstrumentBook*)NativeMemory.AlignedAlloc((nuint)instrumentCountMax * InstrumentBook.Bytes, 64);
        NativeMemory.Clear(_books, (nuint)TouchedCount * InstrumentBook.Bytes);
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~BookTable() => Free();

    /// <summary>How many instruments there can be.</summary>
    public int CountMax { get; }

    /// <summary>For how many instruments the memory has been touched.</summary>
    public int TouchedCount { get; private set; }

    /// <summary>How many instruments there are.</summary>
    public int Count { get; private set; }

    /// <summary>The book of an instrument.</summary>
    /// <param name="index">Its dense index, below <see cref="Count"/>.</param>
    /// <returns>The book; its address is stable.</returns>
    public ref InstrumentBook this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _books[index];
        }
    }

    /// <summary>Adds the empty, unknown book of an instrument.</summary>
    /// <param name="securityId">The instrument's id at the venue.</param>
    /// <returns>Its dense index, or -1 when the table is full.</returns>
    public int Add(long securityId)
    {
        if (Count == CountMax) return -1;
        if (Count == TouchedCount) NativeMemory.Clear(_books + TouchedCount++, InstrumentBook.Bytes);
        _books[Count].Initialize(Count, securityId);
        if (_isInDoubt) _books[Count].DoubtsField |= BookDoubts.Tail;
        return Count++;
    }

    /// <summary>Packets were lost: every book is in doubt.</summary>
    public void SuspectAll()
    {
        _isInDoubt = false; // a loss is known
        for (int index = 0; index < Count; index++) _books[index].Suspect();
    }

    /// <summary>This machine dropped packets that may have been of the channel, or it is proved that none was.</summary>
    /// <param name="isInDoubt">Whether they may.</param>
    public void DoubtAll(bool isInDoubt)
    {
        _isInDoubt = isInDoubt;
        for (int index = 0; index < Count; index++)
        {
            if (isInDoubt) _books[index].DoubtsField |= BookDoubts.Tail;
            else _books[index].DoubtsField &= ~BookDoubts.Tail;
        }
    }

    /// <summary>Forgets every instrument.</summary>
    public void Reset() => (Count, _isInDoubt) = (0, false);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    internal InstrumentBook* First => _books;

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_books);
    }
}
