using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace FeedHandler.Gateway.Buffers;

/// <summary>The segments of a loop: memory is taken from the system as it is needed, up to a bound, and kept. For one thread.</summary>
public sealed unsafe class SegmentPool : IDisposable
{
    private const int ChunkBytesMin = 1 << 20;
    private const int CacheLineBytes = 64;

    private readonly SharedSegment[] _segments;
    private readonly int[] _free;
    private readonly List<nint> _chunks = [];
    private readonly int _chunkCount;
    private int _madeCount;
    private int _freeCount;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="segmentBytes">Bytes of a segment.</param>
    /// <param name="countMax">Segments at most.</param>
    public SegmentPool(int segmentBytes, int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentBytes, CacheLineBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        SegmentBytes = (segmentBytes + CacheLineBytes - 1) & ~(CacheLineBytes - 1);
        _segments = new SharedSegment[countMax];
        _free = new int[countMax];
        _chunkCount = Math.Max(1, ChunkBytesMin / SegmentBytes);
    }

    /// <summary>Bytes of a segment.</summary>
    public int SegmentBytes { get; }

    /// <summary>How many segments somebody has.</summary>
    public int InUseCount => _madeCount - _freeCount;

    /// <summary>Bytes that the pool has taken from the system.</summary>
    public long MemoryBytes => (long)_madeCount * SegmentBytes;

    /// <summary>Takes an empty segment, which whoever asked has once.</summary>
    /// <param name="segment">The segment.</param>
    /// <returns>False when as many as there may be are in use.</returns>
    public bool TryRent([NotNullWhen(true)] out SharedSegment? segment)
    {
        segment = null;
        if (_freeCount == 0 && !TryGrow()) return false;
        segment = _segments[_free[--_freeCount]];
        segment.Begin();
        return true;
    }

    /// <summary>Gives all memory back, whoever has some of it.</summary>
    public void Dispose()
    {
        foreach (nint chunk in _chunks) NativeMemory.AlignedFree((void*)chunk);
        _chunks.Clear();
        _madeCount = _freeCount = 0;
    }

    internal SharedSegment this[int index] => _segments[index];

    internal void GiveBack(SharedSegment segment) => _free[_freeCount++] = segment.Index;

    private bool TryGrow()
    {
        int count = Math.Min(_chunkCount, _segments.Length - _madeCount);
        if (count == 0) return false;
        byte* chunk = (byte*)NativeMemory.AlignedAlloc((nuint)count * (nuint)SegmentBytes, CacheLineBytes);
        _chunks.Add((nint)chunk);
        for (int i = 0; i < count; i++)
        {
            int index = _madeCount++;
            _segments[index] = new SharedSegment(this, index, chunk + ((nint)i * SegmentBytes), SegmentBytes);
            _free[_freeCount++] = index;
        }

        return true;
    }
}
