using FeedHandler.Native.Linux;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Native.IoUring;

/// <content>
/// Connections. They stand in a table of files of the ring's own (direct descriptors) and have no number in the process. Each call returns false when the queue
/// is full: flush, and try again.
/// </content>
public sealed unsafe partial class IoRing
{
    /// <summary>Makes room for files of the ring's own (IORING_REGISTER_FILES2, Linux 5.19); at most as many as the limit of descriptors.</summary>
    /// <param name="count">How many.</param>
    public NativeResult RegisterFiles(int count)
    {
        // struct io_uring_rsrc_register: u32 number, u32 flags, u64 reserved, u64 data, u64 tags.
        ulong* registration = stackalloc ulong[4] { (uint)count | ((ulong)IoUringConstants.IORING_RSRC_REGISTER_SPARSE << 32), 0, 0, 0 };
        int result = IoUringCalls.Register(_descriptor, IoUringConstants.IORING_REGISTER_FILES2, registration, 32);
        return NativeResult.From(result, $"io_uring_register(FILES2, {count} files)");
    }

    /// <summary>Submits an accept of one connection into the table of files; the completion's result is its place there.</summary>
    /// <param name="listener">The listening socket.</param>
    /// <param name="address">Room for the peer's address (<see cref="SocketAddressBytes.BytesMax"/>) and four bytes for its length; until it completes.</param>
    /// <param name="tag">Comes back with the completion.</param>
    public bool TryAccept(int listener, byte* address, ulong tag)
    {
        uint* length = (uint*)(address + SocketAddressBytes.BytesMax);
        *length = SocketAddressBytes.BytesMax;
        return TrySubmit(new Submission
        {
            Operation = IoUringConstants.IORING_OP_ACCEPT,
            Descriptor = listener,
            Address = (ulong)address,
            Offset = (ulong)length,
            Tag = tag,
            FileIndex = IoUringConstants.IORING_FILE_INDEX_ALLOC,
        });
    }

    /// <summary>Submits a receive that completes whenever bytes come, and ends with the stream, an error, or when no buffer is free.</summary>
    /// <param name="file">Place of the connection.</param>
    /// <param name="buffers">The buffers, see <see cref="ProvidedBuffers.StreamBytesOf"/>.</param>
    /// <param name="tag">Comes back with each completion.</param>
    public bool TryReceiveStream(int file, ProvidedBuffers buffers, ulong tag)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        return TrySubmit(new Submission
        {
            Operation = IoUringConstants.IORING_OP_RECV,
            Flags = IoUringConstants.IOSQE_BUFFER_SELECT | IoUringConstants.IOSQE_FIXED_FILE,
            ReceiveFlags = IoUringConstants.IORING_RECV_MULTISHOT,
            Descriptor = file,
            Tag = tag,
            BufferGroup = buffers.Group,
        });
    }

    /// <summary>Submits a send from several places; it completes when the system took some of it.</summary>
    /// <param name="file">Place of the connection.</param>
    /// <param name="batch">Has the vectors, until they are flushed.</param>
    /// <param name="index">Which send of it.</param>
    /// <param name="vectorCount">How many vectors.</param>
    /// <param name="tag">Comes back with the completion.</param>
    public bool TrySend(int file, SendBatch batch, int index, int vectorCount, ulong tag)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return TrySubmit(new Submission
        {
            Operation = IoUringConstants.IORING_OP_SENDMSG,
            Flags = IoUringConstants.IOSQE_FIXED_FILE,
            Descriptor = file,
            Address = batch.HeaderOf(index, vectorCount),
            Length = 1,
            OperationFlags = LinuxConstants.MSG_NOSIGNAL,
            Tag = tag,
        });
    }

    /// <summary>Submits the end of what is sent (shutdown(2)).</summary>
    /// <param name="file">Place of the connection.</param>
    /// <param name="tag">Comes back with the completion.</param>
    public bool TryEndSending(int file, ulong tag) => TrySubmit(new Submission
    {
        Operation = IoUringConstants.IORING_OP_SHUTDOWN,
        Flags = IoUringConstants.IOSQE_FIXED_FILE,
        Descriptor = file,
        Length = LinuxConstants.SHUT_WR,
        Tag = tag,
    });

    /// <summary>
    /// Submits that a connection is broken off, before what is submitted next: what the system has yet to send is dropped, and the peer is told of a reset.
    /// </summary>
    /// <param name="file">Place of the connection.</param>
    /// <param name="nowhere">As many zeros as an address has bytes (<see cref="SocketAddressBytes.BytesMax"/>), until they are flushed.</param>
    /// <param name="tag">Comes back with the completion.</param>
    public bool TryAbort(int file, byte* nowhere, ulong tag) => TrySubmit(new Submission
    {
        // A file of the ring's own takes no socket options: what SO_LINGER does with a close, connecting to nowhere (AF_UNSPEC) does in front of it.
        Operation = IoUringConstants.IORING_OP_CONNECT,
        Flags = IoUringConstants.IOSQE_FIXED_FILE | IoUringConstants.IOSQE_IO_HARDLINK,
        Descriptor = file,
        Address = (ulong)nowhere,
        Offset = SocketAddressBytes.BytesMax,
        Tag = tag,
    });

    /// <summary>Submits that everything under way on a file ends; each completes, with ECANCELED unless it was done.</summary>
    /// <param name="file">Place of a connection, or a descriptor.</param>
    /// <param name="isPlace">Whether it is a place.</param>
    /// <param name="tag">Comes back with the completion.</param>
    public bool TryCancel(int file, bool isPlace, ulong tag) => TrySubmit(new Submission
    {
        Operation = IoUringConstants.IORING_OP_ASYNC_CANCEL,
        Descriptor = file,
        Tag = tag,
        OperationFlags = IoUringConstants.IORING_ASYNC_CANCEL_ALL | IoUringConstants.IORING_ASYNC_CANCEL_FD
            | (isPlace ? IoUringConstants.IORING_ASYNC_CANCEL_FD_FIXED : 0),
    });

    /// <summary>Submits that a connection is closed, and its place freed.</summary>
    /// <param name="file">Place of the connection.</param>
    /// <param name="tag">Comes back with the completion.</param>
    public bool TryClose(int file, ulong tag) =>
        TrySubmit(new Submission { Operation = IoUringConstants.IORING_OP_CLOSE, FileIndex = (uint)file + 1, Tag = tag });
}
