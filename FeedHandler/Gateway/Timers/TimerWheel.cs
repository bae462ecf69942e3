using System.Numerics;
using System.Runtime.InteropServices;
using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Timers;

/// <summary>
/// A hierarchical timer wheel: four levels of 64 buckets, ticks of 10 ms, reaching 46 hours. To start and to cancel takes the same short time however many
/// run. Each timer has its place from the beginning, by its number, so that nothing is allocated. A timer never runs out early, and at most a tick late.
/// </summary>
internal sealed unsafe class TimerWheel : IDisposable
{
    /// <summary>Milliseconds of a tick.</summary>
    internal const int TickMs = 10;

    private const int LevelCount = 4;
    private const int LevelBits = 6;
    private const int BucketCount = 1 << LevelBits;
    private const int ExpiredBucket = LevelCount * BucketCount;
    private const int None = -1;
    private const int TicksMax = (1 << (LevelBits * LevelCount)) - BucketCount;

    private readonly PageMemory _memory;
    private readonly Node* _nodes;
    private readonly int[] _heads = new int[ExpiredBucket + 1];
    private readonly ulong[] _occupied = new ulong[LevelCount + 1];
    private readonly int _count;
    private uint _tick;

    /// <summary>Takes the memory.</summary>
    /// <param name="count">Timers: numbers from 0.</param>
    internal TimerWheel(int count)
    {
        _count = count;
        _memory = PageMemory.Allocate((nuint)count * (nuint)sizeof(Node));
        _nodes = (Node*)_memory.Address;
        for (int i = 0; i < count; i++) _nodes[i].Bucket = None;
        Array.Fill(_heads, None);
    }

    internal long MemoryBytes => (long)_count * sizeof(Node);

    /// <summary>How many run.</summary>
    internal int RunningCount { get; private set; }

    internal bool IsRunning(int timer) => _nodes[timer].Bucket != None;

    /// <summary>Starts a timer, anew if it runs.</summary>
    /// <param name="timer">Which.</param>
    /// <param name="tick">The tick that it is, as of <see cref="TryExpire"/>.</param>
    /// <param name="ms">After how long it runs out, at least.</param>
    internal void Start(int timer, uint tick, int ms)
    {
        Cancel(timer);
        long ticks = (((long)Math.Max(ms, 0) + TickMs - 1) / TickMs) + 1; // the tick at hand has begun already
        _nodes[timer].Deadline = _tick + (uint)Math.Min((int)(tick - _tick) + ticks, TicksMax);
        Insert(timer);
        RunningCount++;
    }

    /// <summary>Stops a timer, if it runs.</summary>
    internal void Cancel(int timer)
    {
        if (!IsRunning(timer)) return;
        Unlink(timer);
        RunningCount--;
    }

    /// <summary>Takes the next timer that has run out, which does not run any more.</summary>
    /// <param name="tick">The tick that it is, counted from any time, going on.</param>
    /// <param name="timer">Which.</param>
    /// <returns>False when none has, up to that tick.</returns>
    internal bool TryExpire(uint tick, out int timer)
    {
        while (_heads[ExpiredBucket] == None)
        {
            timer = None;
            if ((int)(tick - _tick) <= 0) return false;
            if (RunningCount == 0) _tick = tick;
            else Step();
        }

        timer = _heads[ExpiredBucket];
        Cancel(timer);
        return true;
    }

    /// <summary>After how many ticks to look again: no timer runs out before. At most 64; those of a sleep without timers.</summary>
    internal int TicksToNext()
    {
        if (RunningCount == 0) return BucketCount;
        if (_occupied[LevelCount] != 0) return 0;
        int place = (int)(_tick & (BucketCount - 1));
        ulong ahead = BitOperations.RotateRight(_occupied[0], place + 1);
        int toNext = ahead == 0 ? BucketCount : BitOperations.TrailingZeroCount(ahead) + 1;
        return Math.Min(toNext, BucketCount - place);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private void Step()
    {
        _tick++;
        for (int level = 1; level < LevelCount && (_tick & ((1u << (LevelBits * level)) - 1)) == 0; level++) Cascade(level);
        int due = (int)(_tick & (BucketCount - 1));
        for (int timer = _heads[due]; timer != None; timer = _heads[due])
        {
            Unlink(timer);
            Link(timer, ExpiredBucket);
        }
    }

    // What lies in the next bucket of a level is near enough for a finer one.
    private void Cascade(int level)
    {
        int bucket = (level * BucketCount) + (int)((_tick >> (LevelBits * level)) & (BucketCount - 1));
        int timer = _heads[bucket];
        _heads[bucket] = None;
        _occupied[level] &= ~(1UL << (bucket & (BucketCount - 1)));
        while (timer != None)
        {
            int next = _nodes[timer].Next;
            Insert(timer);
            timer = next;
        }
    }

    private void Insert(int timer)
    {
        uint deadline = _nodes[timer].Deadline;
        uint ticks = deadline - _tick;
        int level = 0;
        while (ticks >> (LevelBits * (level + 1)) != 0) level++;
        Link(timer, (level * BucketCount) + (int)((deadline >> (LevelBits * level)) & (BucketCount - 1)));
    }

    private void Link(int timer, int bucket)
    {
        ref Node node = ref _nodes[timer];
        (node.Bucket, node.Previous, node.Next) = (bucket, None, _heads[bucket]);
        if (node.Next != None) _nodes[node.Next].Previous = timer;
        _heads[bucket] = timer;
        _occupied[bucket / BucketCount] |= 1UL << (bucket & (BucketCount - 1));
    }

    private void Unlink(int timer)
    {
        ref Node node = ref _nodes[timer];
        int bucket = node.Bucket;
        if (node.Previous != None) _nodes[node.Previous].Next = node.Next;
        else _heads[bucket] = node.Next;
        if (node.Next != None) _nodes[node.Next].Previous = node.Previous;
        if (_heads[bucket] == None) _occupied[bucket / BucketCount] &= ~(1UL << (bucket & (BucketCount - 1)));
        node.Bucket = None;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Node
    {
        internal uint Deadline;
        internal int Bucket;
        internal int Previous;
        internal int Next;
    }
}
