using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <summary>Appends the entries of a group and keeps their count in the dimension; what the encoder of every group holds.</summary>
/// <typeparam name="TEntry">the encoder of an entry</typeparam>
/// <remarks>Inlining is demanded so that what the schema says, a constant of the caller, is never stored. CarBenchmarks.</remarks>
public ref struct SbeEntryAppender<TEntry>
    where TEntry : struct, ISbeEntryEncoder<TEntry>, allows ref struct
{
    private readonly Span<byte> _body;
    private readonly ref SbeCursor _cursor;
    private readonly ref byte _dimension;
    private readonly int _count;
    private int _written;

    private SbeEntryAppender(Span<byte> body, ref SbeCursor cursor, int count)
    {
        _body = body;
        _cursor = ref cursor;
        _count = count;
        _written = 0;
        // The empty dimension stands there already.
        _dimension = ref SbeAppend.Reserve(body, ref cursor, TEntry.Slot.Stage, TEntry.Slot.Dimension + TEntry.Slot.Tail, 0);
    }

    /// <summary>Begins a group.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="count">most entries to come</param>
    /// <returns>what appends them</returns>
    /// <exception cref="ArgumentOutOfRangeException">the dimension cannot carry so many</exception>
    /// <exception cref="InvalidOperationException">a later element has been written</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    public static SbeEntryAppender<TEntry> Begin(Span<byte> body, ref SbeCursor cursor, int count)
    {
        if (!MayBegin(body, in cursor, count))
            RefuseGroup(body, in cursor, count);
        return new(body, ref cursor, count);
    }

    /// <summary>Begins a group where it may begin.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="count">most entries to come</param>
    /// <param name="entries">what appends them; default when the result is false</param>
    /// <returns>false, and nothing is written, when the group may not be written now or cannot carry so many</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    public static bool TryBegin(Span<byte> body, ref SbeCursor cursor, int count, out SbeEntryAppender<TEntry> entries)
    {
        bool fits = MayBegin(body, in cursor, count);
        entries = fits ? new(body, ref cursor, count) : default;
        return fits;
    }

    /// <summary>Appends an entry.</summary>
    /// <returns>its encoder</returns>
    /// <exception cref="InvalidOperationException">the group has all its entries, or a later element has been written</exception>
    /// <exception cref="ArgumentException">the buffer is too small</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    public TEntry Next()
    {
        if (!MayAppend())
            RefuseEntry();
        return Append();
    }

    /// <summary>Appends an entry where it fits.</summary>
    /// <param name="entry">its encoder; default when the result is false</param>
    /// <returns>false, and nothing is written, when the group has all its entries, a later element has been written, or no room is left</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    public bool TryNext(out TEntry entry)
    {
        bool fits = MayAppend();
        entry = fits ? Append() : default;
        return fits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    private static bool MayBegin(Span<byte> body, in SbeCursor cursor, int count)
        => SbeAppend.Fits(count, TEntry.Slot.CountMax, body.Length, in cursor, TEntry.Slot.StageMin, TEntry.Slot.Stage - 1, 0);

    private static void RefuseGroup(Span<byte> body, in SbeCursor cursor, int count)
    {
        SbeGroupSlot slot = TEntry.Slot;
        SbeAppend.RefuseGroup(count, slot.CountMax, body.Length, in cursor, slot.StageMin, slot.Stage - 1, 0, slot.Name, slot.Elements);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    private readonly bool MayAppend()
        => SbeAppend.Fits(
            _written + 1, _count, _body.Length, in _cursor, TEntry.Slot.Stage, TEntry.Slot.StageMax, TEntry.Slot.Image.Length - TEntry.Slot.Tail);

    private readonly void RefuseEntry()
    {
        SbeGroupSlot slot = TEntry.Slot;
        SbeAppend.RefuseEntry(
            _written + 1, _count, _body.Length, in _cursor, slot.Stage, slot.StageMax, slot.Image.Length - slot.Tail, slot.Name, slot.Elements);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks: a copy of constant length, and one store of constant width
    private TEntry Append()
    {
        SbeGroupSlot slot = TEntry.Slot;
        ref byte place = ref SbeAppend.Reserve(_body, ref _cursor, slot.Stage, slot.Tail, slot.Image.Length - slot.Tail);
        Unsafe.CopyBlockUnaligned(ref place, ref MemoryMarshal.GetReference(slot.Image), (uint)slot.Image.Length);
        _written++;
        SbeBytes.WriteNumber(ref _dimension, slot.Place, slot.Width, slot.IsBigEndian, _written);
        return TEntry.At(_body, ref _cursor, ref place);
    }
}
