using System.Numerics;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Recovery;

/// <summary>
/// The latest packets of a channel's sequence with no number missing among them: by these a snapshot that is older than the channel is brought up to
/// date. Bounded in packets and bytes, taken at start; the oldest go first.
/// </summary>
public sealed unsafe class PacketHistory : IDisposable
{
    private readonly KeptPacket[] _packets;
    private readonly byte* _bytes;
    private readonly int _byteCountMax;
    private readonly uint _mask;
    private long _written;
    private long _oldest;
    private long _writtenBytes;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="packetCountMax">How many packets are kept at most; rounded up to a power of two.</param>
    /// <param name="byteCountMax">How many bytes of payload, at least those of the largest datagram.</param>
    public PacketHistory(int packetCountMax, int byteCountMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(packetCountMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCountMax, ushort.MaxValue);
        _packets = new KeptPacket[BitOperations.RoundUpToPowerOf2((uint)packetCountMax)];
        _mask = (uint)_packets.Length - 1;
        _byteCountMax = byteCountMax;
        _bytes = (byte*)NativeMemory.AllocZeroed((nuint)byteCountMax);
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~PacketHistory() => Free();

    /// <summary>The first number that is kept; <see cref="Next"/> when none is.</summary>
    public ulong First => Count == 0 ? Next : _packets[(uint)_oldest & _mask].First;

    /// <summary>The number behind the last that is kept: everything from <see cref="First"/> up to it is there.</summary>
    public ulong Next { get; private set; }

    /// <summary>How many packets are kept.</summary>
    public int Count => (int)(_written - _oldest);

    /// <summary>Forgets everything: numbers are missing, or started again.</summary>
    /// <param name="next">The number with which the sequence goes on.</param>
    public void Restart(ulong next)
    {
        _oldest = _written;
        Next = next;
    }

    /// <summary>Keeps a packet.</summary>
    /// <param name="first">Its first number; when it is not <see cref="Next"/>, what was kept is forgotten.</param>
    /// <param name="next">The number behind its last.</param>
    /// <param name="bytes">The packet; one that is larger than a datagram can be is refused, and what was kept is forgotten.</param>
    /// <returns>How many packets went to make room for it.</returns>
    public int Add(ulong first, ulong next, ReadOnlySpan<byte> bytes)
    {
        if (first != Next) Restart(first);
        if (bytes.Length > ushort.MaxValue)
        {
            Restart(next);
            return 0;
        }

        // A packet lies in one piece: what is left of the ring before its end is passed over.
        int at = (int)(_writtenBytes % _byteCountMax);
        if (at + bytes.Length > _byteCountMax)
        {
            _writtenBytes += _byteCountMax - at;
            at = 0;
        }

        long oldestBefore = _oldest;
        while (Count > 0 && (Count == _packets.Length || _writtenBytes + bytes.Length - _packets[(uint)_oldest & _mask].Start > _byteCountMax)) _oldest++;
        bytes.CopyTo(new Span<byte>(_bytes + at, bytes.Length));
        _packets[(uint)_written++ & _mask] = new KeptPacket(first, _writtenBytes, at, bytes.Length);
        _writtenBytes += bytes.Length;
        Next = next;
        return (int)(_oldest - oldestBefore);
    }

    /// <summary>Lets the oldest packet go.</summary>
    public void DropOldest()
    {
        if (Count > 0) _oldest++;
    }

    /// <summary>The place of the first packet behind a number.</summary>
    /// <param name="number">The number, at least <see cref="First"/> - 1.</param>
    /// <returns>A place for <see cref="this"/>; <see cref="Count"/> when there is none.</returns>
    public int PlaceAfter(ulong number)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_packets[(uint)(_oldest + middle) & _mask].First > number) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    /// <summary>A packet that is kept. Valid until the next one is.</summary>
    /// <param name="place">From 0, the oldest, below <see cref="Count"/>.</param>
    public ReadOnlySpan<byte> this[int place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Count, nameof(place));
            KeptPacket packet = _packets[(uint)(_oldest + place) & _mask];
            return new ReadOnlySpan<byte>(_bytes + packet.At, packet.Length);
        }
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
        NativeMemory.Free(_bytes);
    }

    // Start counts bytes from the first ever, so that what lies between two packets is known however often the ring went round.
    private readonly record struct KeptPacket(ulong First, long Start, int At, int Length);
}
