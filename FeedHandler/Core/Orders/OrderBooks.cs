using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>
/// The books of a channel by order: every resting order by instrument and id, in the queue of its price, and the levels that they make up, of any depth. One
/// thread writes and reads. Memory is taken when it is made, and no more ever; whatever cannot be done is refused by an outcome and changes nothing.
/// </summary>
/// <remarks>
/// An order touches a line of the index, its own, its level's, and the links of its neighbours, which are written and waited for by nobody. The eight best
/// levels of a side are searched by their prices alone, in one line.
/// </remarks>
[SkipLocalsInit]
public sealed unsafe partial class OrderBooks : IDisposable
{
    private const uint NoSide = uint.MaxValue;
    private readonly SideRecord* _sides;
    private readonly int _instrumentCount;
    private readonly ulong _seed;
    private readonly OrderIndex _index;
    private RecordPool<OrderRecord> _orders;
    private RecordPool<LevelRecord> _levels;
    private SortedLists<OrderRecord> _queues;
    private SortedLists<LevelRecord> _ladders;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="limits">How large the books may become.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1, or larger than any store can be.</exception>
    public OrderBooks(in OrderLimits limits)
    {
        limits.Check();
        Limits = limits;
        _instrumentCount = limits.Instruments;
        _seed = limits.Seed ?? MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        _orders = new RecordPool<OrderRecord>(limits.Orders, limits);
        _levels = new RecordPool<LevelRecord>(Math.Min(limits.Levels, limits.Orders), limits);
        _queues = new SortedLists<OrderRecord>(_orders.First, limits.Orders, limits);
        _ladders = new SortedLists<LevelRecord>(_levels.First, Math.Min(limits.Levels, limits.Orders), limits);
        _index = new OrderIndex(limits, _seed, _orders.First, _levels.First);
        _sides = (SideRecord*)OrderMemory.Allocate(SideCount * (nuint)sizeof(SideRecord), limits);
        ResetSides();
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~OrderBooks() => Free();

    /// <summary>How large the books may become.</summary>
    public OrderLimits Limits { get; }

    /// <summary>How many orders rest, of all instruments.</summary>
    public int OrderCount => (int)_orders.Count;

    /// <summary>How many levels they make up, of all instruments.</summary>
    public int LevelCount => (int)_levels.Count;

    private uint SideCount => (uint)_instrumentCount * 2;

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every instruction
    private uint SideOf(int instrument, BookSide side) =>
        side <= BookSide.Ask && (uint)instrument < (uint)_instrumentCount ? ((uint)instrument * 2) + (uint)side : NoSide;

    // No quantity below 0, and no price that would be a side's own word for nothing.
    private bool IsInRange(int instrument, in RestingOrder order) =>
        SideOf(instrument, order.Side) != NoSide && order.Quantity >= 0 && order.PriceNano != long.MinValue;

    private void ResetSides()
    {
        NativeMemory.Clear(_sides, SideCount * (nuint)sizeof(SideRecord));
        for (uint side = 0; side < SideCount; side++) new Span<long>(_sides[side].Keys, SideRecord.TopMax).Fill(SideRecord.NoKey);
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _queues.Release();
        _ladders.Release();
        _orders.Release();
        _levels.Release();
        NativeMemory.AlignedFree(_index.Chunks);
        NativeMemory.AlignedFree(_sides);
    }
}
