using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Recovery;

/// <summary>A reply as it lies in a <see cref="ReplayBuffer"/>.</summary>
/// <param name="outcome">What it is.</param>
/// <param name="generation">The healing that asked for it.</param>
/// <param name="number">The packet's number as the channel counts.</param>
/// <param name="rxNs">When it came, nanoseconds since the Unix epoch.</param>
/// <param name="bytes">The packet.</param>
public readonly ref struct ReplayReply(ReplayOutcome outcome, int generation, ulong number, long rxNs, ReadOnlySpan<byte> bytes)
{
    /// <summary>What it is.</summary>
    public ReplayOutcome Outcome { get; } = outcome;

    /// <summary>The healing that asked for it.</summary>
    public int Generation { get; } = generation;

    /// <summary>The packet's number as the channel counts.</summary>
    public ulong Number { get; } = number;

    /// <summary>When it came, nanoseconds since the Unix epoch.</summary>
    public long RxNs { get; } = rxNs;

    /// <summary>The packet; valid until the reply is released.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}

/// <summary>Replies from one thread to one other, in a ring of bytes without locks or waiting.</summary>
public sealed unsafe class ReplayBuffer : IDisposable
{
    private const int HeadBytes = 32;
    private const int PassedOver = -1;
    private readonly byte* _bytes;
    private readonly int _byteCountMax;
    private long _head; // written by the reader (release), read by the writer (acquire)
    private long _tail; // written by the writer (release), read by the reader (acquire)
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="byteCountMax">How much, at least that of two of the largest packets; rounded up to whole heads.</param>
    public ReplayBuffer(int byteCountMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCountMax, 4 * ushort.MaxValue);
        _byteCountMax = RoundUp(byteCountMax);
        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)_byteCountMax, HeadBytes);
        NativeMemory.Clear(_bytes, (nuint)_byteCountMax);
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~ReplayBuffer() => Free();

    /// <summary>Writes a reply.</summary>
    /// <param name="reply">The reply, of at most 65535 bytes.</param>
    /// <returns>False, and nothing was written, when the reader has not made room yet.</returns>
    public bool TryWrite(in ReplayReply reply)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reply.Bytes.Length, ushort.MaxValue, nameof(reply));
        int wanted = HeadBytes + RoundUp(reply.Bytes.Length);
        long tail = _tail;
        int at = (int)(tail % _byteCountMax);
        int passed = at + wanted > _byteCountMax ? _byteCountMax - at : 0; // a reply lies in one piece
        if (tail + passed + wanted - Volatile.Read(ref _head) > _byteCountMax) return false;
        if (passed > 0)
        {
            HeadAt(tail).Length = PassedOver;
            tail += passed;
        }

        ref Head head = ref HeadAt(tail);
        head = new Head(reply.Bytes.Length, reply.Generation, reply.Number, reply.RxNs, reply.Outcome);
        reply.Bytes.CopyTo(new Span<byte>(PlaceOf(tail) + HeadBytes, reply.Bytes.Length));
        Volatile.Write(ref _tail, tail + wanted);
        return true;
    }

    /// <summary>Reads the oldest reply, which stays until it is released.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>False when there is none.</returns>
    public bool TryRead(out ReplayReply reply)
    {
        reply = default;
        if (Volatile.Read(ref _tail) == _head) return false;
        if (HeadAt(_head).Length == PassedOver) Volatile.Write(ref _head, _head + _byteCountMax - (_head % _byteCountMax));
        ref Head head = ref HeadAt(_head);
        ReadOnlySpan<byte> bytes = new(PlaceOf(_head) + HeadBytes, head.Length);
        reply = new ReplayReply(head.Outcome, head.Generation, head.Number, head.RxNs, bytes);
        return true;
    }

    /// <summary>Gives the room of the oldest reply back, which was read.</summary>
    public void Release() => Volatile.Write(ref _head, _head + HeadBytes + RoundUp(HeadAt(_head).Length));

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static int RoundUp(int byteCount) => (byteCount + HeadBytes - 1) / HeadBytes * HeadBytes;

    private byte* PlaceOf(long position) => _bytes + (position % _byteCountMax);

    private ref Head HeadAt(long position) => ref Unsafe.AsRef<Head>(PlaceOf(position));

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_bytes);
    }

    private record struct Head(int Length, int Generation, ulong Number, long RxNs, ReplayOutcome Outcome);
}
