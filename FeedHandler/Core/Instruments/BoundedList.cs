using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FeedHandler.Core.Instruments;

/// <summary>A list in unmanaged form with room for so many; what there is no room for is counted and left out.</summary>
/// <typeparam name="T">What is in it.</typeparam>
/// <typeparam name="TRoom">The room, an inline array.</typeparam>
public struct BoundedList<T, TRoom>
    where T : struct
    where TRoom : struct, IRoom
{
    private TRoom _room;

    /// <summary>How many there were, with those for which there was no room.</summary>
    public int ToldCount { get; private set; }

    /// <summary>How many there are.</summary>
    public readonly int Count => Math.Min(ToldCount, TRoom.Capacity);

    /// <summary>All that there are.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<T> Items =>
        System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TRoom, T>(ref Unsafe.AsRef(in _room)), Count);

    /// <summary>Adds one.</summary>
    public void Add(in T item)
    {
        if (ToldCount < TRoom.Capacity) Unsafe.Add(ref Unsafe.As<TRoom, T>(ref _room), ToldCount) = item;
        ToldCount++;
    }
}

/// <summary>How much an inline array holds.</summary>
public interface IRoom
{
    /// <summary>How many.</summary>
    static abstract int Capacity { get; }
}

/// <summary>Room for the legs of a spread: the venue has none with more.</summary>
[InlineArray(40)]
public struct LegRoom : IRoom
{
    private InstrumentLeg _first;

    /// <inheritdoc/>
    public static int Capacity => 40;
}

/// <summary>Room for other instruments.</summary>
[InlineArray(12)]
public struct RelatedRoom : IRoom
{
    private RelatedInstrument _first;

    /// <inheritdoc/>
    public static int Capacity => 12;
}

/// <summary>Room for rules of lots.</summary>
[InlineArray(8)]
public struct LotRoom : IRoom
{
    private LotRule _first;

    /// <inheritdoc/>
    public static int Capacity => 8;
}

/// <summary>Room for kinds of books.</summary>
[InlineArray(8)]
public struct DepthRoom : IRoom
{
    private BookDepth _first;

    /// <inheritdoc/>
    public static int Capacity => 8;
}
