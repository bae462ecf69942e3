using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;

namespace FeedHandler.Native.Sockets;

/// <summary>Room for datagrams fetched by one system call (recvmmsg(2)), with the sender's address and control messages of each.</summary>
public sealed unsafe class MessageBatch : IDisposable
{
    private readonly PageMemory _memory;
    private readonly MultiMessage* _headers;

    /// <summary>Takes the memory.</summary>
    /// <param name="count">Datagrams: at least 1.</param>
    /// <param name="payloadBytesMax">Bytes of the longest payload that fits.</param>
    /// <exception cref="OutOfMemoryException">The machine has not so much memory.</exception>
    public MessageBatch(int count, int payloadBytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(payloadBytesMax, 1);
        Count = count;

        // Headers lie together, as the kernel walks them; each datagram begins at a cache line.
        int headerBytes = sizeof(MultiMessage) + sizeof(IoVector) + SocketAddressRoom + ControlMessages.BytesMax;
        int payloadRoom = (payloadBytesMax + 63) & ~63;
        nuint headersBytes = (((nuint)count * (nuint)headerBytes) + 63) & ~(nuint)63;
        _memory = PageMemory.Allocate(headersBytes + ((nuint)count * (nuint)payloadRoom), isLocked: true);
        _headers = (MultiMessage*)_memory.Address;
        IoVector* vectors = (IoVector*)(_headers + count);
        byte* names = (byte*)(vectors + count);
        byte* controls = names + (count * SocketAddressRoom);
        byte* payloads = (byte*)_memory.Address + headersBytes;
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new IoVector { Start = payloads + ((nint)i * payloadRoom), Bytes = (nuint)payloadBytesMax };
            _headers[i] = new MultiMessage
            {
                Address = names + (i * SocketAddressRoom),
                Vectors = vectors + i,
                VectorCount = 1,
                Control = controls + (i * ControlMessages.BytesMax),
            };
            Reset(i);
        }
    }

    /// <summary>How many datagrams fit.</summary>
    public int Count { get; }

    internal MultiMessage* Headers => _headers;

    private static int SocketAddressRoom => 32;

    /// <summary>The payload of a datagram that was fetched; its first part when <see cref="IsTruncated"/>.</summary>
    /// <param name="index">Which, below what the fetch returned.</param>
    public ReadOnlySpan<byte> PayloadOf(int index) => new(_headers[index].Vectors->Start, (int)_headers[index].Bytes);

    /// <summary>Whether the datagram was longer than its room (MSG_TRUNC).</summary>
    /// <param name="index">Which, below what the fetch returned.</param>
    public bool IsTruncated(int index) => (_headers[index].Flags & LinuxConstants.MSG_TRUNC) != 0;

    /// <summary>The sender's socket address, as <see cref="SocketAddressBytes"/> has it.</summary>
    /// <param name="index">Which, below what the fetch returned.</param>
    public ReadOnlySpan<byte> SenderOf(int index) => new(_headers[index].Address, (int)_headers[index].AddressBytes);

    /// <summary>What the kernel told beside the datagram.</summary>
    /// <param name="index">Which, below what the fetch returned.</param>
    public ControlMessages ControlOf(int index) => ControlMessages.Read(_headers[index].Control, (int)_headers[index].ControlBytes);

    /// <summary>Makes the place ready for the next datagram: the kernel replaced the room of name and control by their lengths.</summary>
    /// <param name="index">Which, below what the fetch returned.</param>
    public void Reset(int index)
    {
        _headers[index].AddressBytes = SocketAddressBytes.BytesMax;
        _headers[index].ControlBytes = ControlMessages.BytesMax;
        _headers[index].Flags = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
