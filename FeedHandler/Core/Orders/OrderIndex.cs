using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FeedHandler.Core.Orders;

/// <summary>
/// From instrument and id to an order's number. A chunk is a cache line of ten places. The first chunk of an id is that of its neighbour too, since ids
/// ascend and what is new is what changes; where it is full, chunks follow in an order of the key's own. Each chunk counts the keys that passed it by, so that
/// a search ends at a chunk that none has passed, and a removal leaves no trace. All of it is mixed with a secret: nobody can choose ids that meet.
/// </summary>
[SkipLocalsInit]
internal readonly unsafe partial struct OrderIndex
{
    /// <summary>How many chunks a search may look into. Half of the places are taken at most: that even ten chunks in a row are full does not happen.</summary>
    public const int ProbesMax = 32;

    private const int OrdersPerChunk = 5;
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong Odd = 0xD1342543DE82EF95;
    private readonly ulong _seed;
    private readonly ulong _factor;
    private readonly ulong _last;
    private readonly uint _chunkCount;
    private readonly OrderRecord* _orders;
    private readonly LevelRecord* _levels;

    public OrderIndex(in OrderLimits limits, ulong seed, OrderRecord* orders, LevelRecord* levels)
    {
        _seed = Fold(seed ^ Golden, Odd);
        _factor = Fold(seed + Golden, Golden) | 1;
        _last = Fold(seed ^ Odd, Golden) | 1;
        _chunkCount = (uint)((limits.Orders / OrdersPerChunk) + 2);
        _orders = orders;
        _levels = levels;
        Chunks = (OrderChunk*)OrderMemory.Allocate(_chunkCount * (nuint)sizeof(OrderChunk), limits);
        Reset();
    }

    public OrderChunk* Chunks { get; }

    public uint ChunkCount => _chunkCount;

    public void Reset() => NativeMemory.Clear(Chunks, _chunkCount * (nuint)sizeof(OrderChunk));

    /// <summary>What everything about a key follows from but its first chunk.</summary>
    public ulong Hash(uint instrument, ulong id) => Mix((id ^ _seed) + (instrument * _last));

    /// <summary>Looks an order up.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="id">The order's id.</param>
    /// <param name="place">Where it is, and the key's hash even where it is not.</param>
    /// <returns>The order's number, or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every instruction
    public uint Find(uint instrument, ulong id, out OrderPlace place)
    {
        ulong hash = Hash(instrument, id);
        OrderChunk* chunk = Home(id);
        place = new OrderPlace { Chunk = chunk, Hash = hash };
        uint found = FindIn(chunk, instrument, id, ref place);
        return found != 0 || chunk->Passed == 0 ? found : FindBeyond(instrument, id, ref place);
    }

    /// <summary>Puts an order in.</summary>
    /// <param name="id">The order's id.</param>
    /// <param name="place">Where a search that did not find it has ended.</param>
    /// <param name="order">The order's number.</param>
    /// <returns>False when no chunk of its own has a place.</returns>
    public bool TryInsert(ulong id, in OrderPlace place, uint order)
    {
        ulong hash = place.Hash;
        OrderChunk* chunk = place.Probe == 0 ? place.Chunk : Home(id);
        uint free = chunk->Matches(0);
        int probe = 0;
        while (free == 0)
        {
            if (++probe == ProbesMax) return false;
            chunk = Next(hash, probe);
            free = chunk->Matches(0);
        }

        int slot = BitOperations.TrailingZeroCount(free);
        chunk->Tags[slot] = TagOf(hash);
        chunk->Orders[slot] = order;
        if (probe != 0) Pass(id, hash, probe, 1);
        return true;
    }

    /// <summary>Takes an order out.</summary>
    public void Remove(ulong id, in OrderPlace place)
    {
        place.Chunk->Tags[place.Slot] = 0;
        if (place.Probe != 0) Pass(id, place.Hash, place.Probe, uint.MaxValue);
    }

    /// <summary>Asks for the chunk in which an id is most likely.</summary>
    public void PrefetchChunk(ulong id)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Home(id));
    }

    /// <summary>Asks for the order that is most likely meant, where its chunk is at hand.</summary>
    /// <returns>Its number, or 0.</returns>
    public uint PrefetchOrder(uint instrument, ulong id)
    {
        OrderChunk* chunk = Home(id);
        uint matches = chunk->Matches(TagOf(Hash(instrument, id)));
        uint order = matches == 0 ? 0 : chunk->Orders[BitOperations.TrailingZeroCount(matches)];
        if (Sse.IsSupported) Sse.Prefetch0(_orders + order);
        return order;
    }

    /// <summary>The chunks of a key in the order in which they are looked into.</summary>
    public OrderChunk* ChunkOf(ulong id, ulong hash, int probe) => probe == 0 ? Home(id) : Next(hash, probe);

    private static ulong Fold(ulong a, ulong b) => Math.BigMul(a, b, out ulong low) ^ low;

    // Multiplications by secrets; what is above tells on what is below only by the shifts between them.
    private ulong Mix(ulong value)
    {
        value *= _factor;
        value = (value ^ value >> 32) * _last;
        return value ^ value >> 29;
    }

    // Never 0, which is that of an empty place.
    private static ushort TagOf(ulong hash) => (ushort)(hash | 1);

    private OrderChunk* Home(ulong id) => At(Mix((id >> 1) ^ _last));

    private OrderChunk* Next(ulong hash, int probe) => At((hash + ((ulong)probe * Golden)) * Odd);

    private OrderChunk* At(ulong hash) => Chunks + ((hash >> 32) * _chunkCount >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every instruction
    private uint FindIn(OrderChunk* chunk, uint instrument, ulong id, ref OrderPlace place)
    {
        for (uint matches = chunk->Matches(TagOf(place.Hash)); matches != 0; matches &= matches - 1)
        {
            int slot = BitOperations.TrailingZeroCount(matches);
            uint order = chunk->Orders[slot];
            if (_orders[order].Id != id || _levels[_orders[order].Link.Owner].Link.Owner >> 1 != instrument) continue;
            place.Slot = slot;
            return order;
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint FindBeyond(uint instrument, ulong id, ref OrderPlace place)
    {
        while (place.Chunk->Passed != 0 && ++place.Probe != ProbesMax)
        {
            place.Chunk = Next(place.Hash, place.Probe);
            uint found = FindIn(place.Chunk, instrument, id, ref place);
            if (found != 0) return found;
        }

        return 0;
    }

    private void Pass(ulong id, ulong hash, int probeCount, uint change)
    {
        for (int probe = 0; probe < probeCount; probe++) ChunkOf(id, hash, probe)->Passed += change;
    }
}

/// <summary>Where in the index an order is.</summary>
internal unsafe struct OrderPlace
{
    public OrderChunk* Chunk;
    public ulong Hash;
    public int Slot;
    public int Probe;
}

/// <summary>Ten places of the index, by tags of 16 bits, in a cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct OrderChunk
{
    public const int Places = 10;

    public fixed ushort Tags[Places];
    public fixed uint Orders[Places];
    public uint Passed;

    /// <summary>The places with a tag, one bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every instruction
    public readonly uint Matches(ushort tag)
    {
        // What lies behind the tags is of the same line, and is masked away.
        Vector256<ushort> line = Unsafe.ReadUnaligned<Vector256<ushort>>(ref Unsafe.As<OrderChunk, byte>(ref Unsafe.AsRef(in this)));
        return Vector256.Equals(line, Vector256.Create(tag)).ExtractMostSignificantBits() & ((1u << Places) - 1);
    }
}
