using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Instruments;

/// <summary>
/// The latest definitions of a channel in the order in which they were told. A consumer that has taken the n-th event of a definition reads the n-th
/// entry, which the feed thread overwrites only after more definitions than a ring holds events: what it reads is what was told then, whatever the feed
/// has been told since.
/// </summary>
public sealed unsafe class DefinitionLog : IDisposable
{
    /// <summary>How many definitions are kept where nobody says: more than are ever published together.</summary>
    public const int CountDefault = 2 * EventBuffer.CountMax;

    private readonly InstrumentDefinition* _entries;
    private readonly InstrumentDetails* _details;
    private readonly int _count;

    // Written by the feed thread before the event that announces the entry is published; readers go by that event.
    private long _writtenCount;
    private bool _isDisposed;

    /// <summary>Takes the memory, which is touched as it is used.</summary>
    /// <param name="countMin">How many definitions must be kept: as many as there can be events that a consumer has still to take.</param>
    public DefinitionLog(int countMin)
    {
        _count = Math.Max(countMin, CountDefault);
        _entries = (InstrumentDefinition*)NativeMemory.AllocZeroed((nuint)_count, (nuint)sizeof(InstrumentDefinition));
        _details = (InstrumentDetails*)NativeMemory.AllocZeroed((nuint)_count, (nuint)sizeof(InstrumentDetails));
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~DefinitionLog() => Free();

    /// <summary>Adds a definition.</summary>
    internal void Add(in InstrumentDefinition definition, in InstrumentDetails details)
    {
        long number = _writtenCount;
        Volatile.Write(ref _writtenCount, number + 1);

        // The count goes before the entry: a reader that copies any of the new one finds that the old one is gone.
        Volatile.WriteBarrier();
        _entries[number % _count] = definition;
        _details[number % _count] = details;
    }

    /// <summary>An entry by its number from 0.</summary>
    internal ref readonly InstrumentDefinition this[long number] => ref _entries[number % _count];

    /// <summary>The rest of what an entry says, by its number from 0.</summary>
    internal ref readonly InstrumentDetails Details(long number) => ref _details[number % _count];

    /// <summary>Checks, after an entry was copied, that it was not written over meanwhile: a consumer that the feed waits for is safe of that.</summary>
    /// <exception cref="InvalidOperationException">It may have been.</exception>
    internal void RequireKept(long number)
    {
        Volatile.ReadBarrier();
        if (Volatile.Read(ref _writtenCount) - number > _count)
            throw new InvalidOperationException("it fell so far behind the feed that a definition was written over before it was read: no book can be named");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.Free(_entries);
        NativeMemory.Free(_details);
    }
}
