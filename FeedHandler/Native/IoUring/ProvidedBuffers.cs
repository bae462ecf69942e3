using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Native.IoUring;

/// <summary>
/// Buffers that the kernel takes as datagrams arrive and that come back by <see cref="GiveBack"/>, with what stands in each: a header, the
/// sender's socket address, control messages and the payload.
/// </summary>
public sealed unsafe class ProvidedBuffers : IDisposable
{
    private const int NameOffset = 16;
    private const int ControlOffset = NameOffset + SocketAddressBytes.BytesMax;
    private const int PayloadOffset = ControlOffset + ControlMessages.BytesMax;

    private readonly PageMemory _memory;
    private readonly BufferEntry* _ring;
    private readonly MultiMessage* _header;
    private readonly byte* _buffers;
    private readonly int _room;
    private readonly int _bufferBytes;
    private ushort _tail;

    /// <summary>Takes the memory and offers all of it.</summary>
    /// <param name="count">Buffers: a power of two up to 32768.</param>
    /// <param name="payloadBytesMax">Bytes of the longest payload that fits.</param>
    /// <param name="group">The number by which submissions name them, another for each that is registered with the ring; up to 65535.</param>
    /// <exception cref="OutOfMemoryException">The machine has not so much memory.</exception>
    public ProvidedBuffers(int count, int payloadBytesMax, int group = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 32768);
        if (!int.IsPow2(count)) throw new ArgumentOutOfRangeException(nameof(count), count, "The number of buffers must be a power of two.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)group, ushort.MaxValue, nameof(group));
        Count = count;
        Group = (ushort)group;
        _bufferBytes = PayloadOffset + payloadBytesMax;
        _room = (_bufferBytes + 63) & ~63;

        // The ring begins at a page, as the kernel asks; the header that every submission shares lies behind it.
        nuint ringBytes = ((nuint)count * (nuint)sizeof(BufferEntry)) + 64;
        _memory = PageMemory.Allocate(ringBytes + ((nuint)count * (nuint)_room), isLocked: true);
        _ring = (BufferEntry*)_memory.Address;
        _header = (MultiMessage*)(_ring + count);
        *_header = new MultiMessage { AddressBytes = SocketAddressBytes.BytesMax, ControlBytes = ControlMessages.BytesMax };
        _buffers = (byte*)_memory.Address + ringBytes;
        for (int i = 0; i < count; i++) GiveBack(i);
        Publish();
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The number by which submissions name them.</summary>
    internal ushort Group { get; }

    internal nint RingAddress => (nint)_ring;

    internal nint MessageHeader => (nint)_header;

    /// <summary>Reads what a completion left in its buffer.</summary>
    /// <param name="completion">A completion that has a buffer.</param>
    /// <param name="message">What it is.</param>
    /// <returns>False when the kernel wrote less than a whole message.</returns>
    public bool TryRead(in Completion completion, out BufferedMessage message)
    {
        message = default;
        int payloadBytes = completion.Result - PayloadOffset;
        if ((uint)completion.BufferIndex >= (uint)Count || payloadBytes < 0 || completion.Result > _bufferBytes) return false;
        byte* buffer = _buffers + ((nint)completion.BufferIndex * _room);
        ReceivedHeader header = *(ReceivedHeader*)buffer;
        message = new BufferedMessage(
            new ReadOnlySpan<byte>(buffer + PayloadOffset, payloadBytes),
            new ReadOnlySpan<byte>(buffer + NameOffset, (int)Math.Min(header.NameBytes, SocketAddressBytes.BytesMax)),
            ControlMessages.Read(buffer + ControlOffset, (int)Math.Min(header.ControlBytes, ControlMessages.BytesMax)),
            (header.Flags & LinuxConstants.MSG_TRUNC) != 0 || header.PayloadBytes > payloadBytes);
        return true;
    }

    /// <summary>The payload of a message that <see cref="TryRead"/> has read, still in its buffer.</summary>
    /// <param name="completion">Its completion.</param>
    public ReadOnlySpan<byte> PayloadOf(in Completion completion) =>
        new(_buffers + ((nint)completion.BufferIndex * _room) + PayloadOffset, completion.Result - PayloadOffset);

    /// <summary>Where the bytes begin that a receive from a stream has left, still in their buffer.</summary>
    /// <param name="completion">Its completion, of which the result is how many there are.</param>
    public byte* StreamBytesOf(in Completion completion) => _buffers + ((nint)completion.BufferIndex * _room);

    /// <summary>Offers a buffer again; the kernel sees it with the next <see cref="Publish"/>.</summary>
    /// <param name="index">Which.</param>
    public void GiveBack(int index)
    {
        // Field by field: the tail shares the first entry.
        ref BufferEntry entry = ref _ring[_tail & (Count - 1)];
        entry.Address = (ulong)(_buffers + ((nint)index * _room));
        entry.LengthBytes = (uint)_bufferBytes;
        entry.Index = (ushort)index;
        _tail++;
    }

    /// <summary>Shows the kernel what was given back.</summary>
    public void Publish() => Volatile.Write(ref _ring->Tail, _tail);

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
