using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Gateway.Loops;

/// <summary>A loop that is told which connections can be read or written, and then reads and writes itself.</summary>
public abstract unsafe class ReadinessLoop : EventLoop
{
    private const ulong ListenerTag = ulong.MaxValue;
    private const int EventCountMax = 256;

    // Slices that one call sends at most.
    private const int VectorCountMax = 128;

    // Of one connection, or of the listening socket, so much in one go; the others have their turn in between.
    private const int ReceivesMax = 4;
    private const int AcceptsMax = 64;
    private const int FileBytesMax = 256 << 10;

    private readonly PageMemory _vectors = PageMemory.Allocate((nuint)(VectorCountMax * sizeof(IoVector)));
    private readonly ReadinessEvent[] _events = new ReadinessEvent[EventCountMax];
    private IReadinessQueue? _queue;
    private int _readyHead = ConnectionRecord.None;
    private bool _mayAccept;

    private protected ReadinessLoop(LoopOptions options, IConnectionHandler handler)
        : base(options, handler)
    {
    }

    /// <summary>Opens the system's queue.</summary>
    /// <exception cref="LoopException">The system refuses.</exception>
    private protected abstract IReadinessQueue OpenReadiness();

    /// <inheritdoc/>
    private protected override bool HasMore => _readyHead != ConnectionRecord.None || MayAccept;

    private bool MayAccept => _mayAccept && IsAccepting && !IsAcceptPaused;

    /// <inheritdoc/>
    private protected override void OpenQueue()
    {
        _queue = OpenReadiness();
        MustSucceed(_queue.Add(Listener!.Descriptor, ListenerTag, isWritten: false));
    }

    /// <inheritdoc/>
    private protected override void CloseQueue() => _queue?.Dispose();

    /// <inheritdoc/>
    private protected override void Wait(int timeoutUs)
    {
        int count = _queue!.Wait(_events, timeoutUs);
        ReadClock();
        if (count < 0) throw new LoopException($"cannot wait for connections: error {-count} of the system");
        int readyHead = _readyHead;
        _readyHead = ConnectionRecord.None;
        for (int i = 0; i < count; i++) Take(in _events[i]);
        while (readyHead != ConnectionRecord.None) readyHead = ReadOn(readyHead);
        if (MayAccept) Accept();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _vectors.Dispose();
    }

    /// <inheritdoc/>
    private protected override void AcceptAgain() => _mayAccept = true;

    /// <inheritdoc/>
    private protected override void EndSending(int slot, ref ConnectionRecord record) => StreamSocket.EndSending(record.Descriptor);

    /// <inheritdoc/>
    private protected override bool Disconnect(int slot, ref ConnectionRecord record, bool isAborted)
    {
        if (isAborted) StreamSocket.Abort(record.Descriptor);
        else StreamSocket.Close(record.Descriptor);
        return true;
    }

    /// <inheritdoc/>
    private protected override void Transmit(int slot, ref ConnectionRecord record)
    {
        int fileBytes = FileBytesMax;
        while (record.QueuedBytes > 0 && !record.Is(ConnectionStates.Blocked))
        {
            if (fileBytes <= 0)
            {
                AwaitTurn(slot, ref record);
                break;
            }

            bool isFile = Queues.IsFileNext(in record);
            int sent = isFile ? SendFile(in record, ref fileBytes, out int bytes) : Send(in record, out bytes);
            if (sent >= 0) Sent(ref record, sent);
            else if (sent == StreamSocket.Interrupted) continue;
            else if (sent != StreamSocket.WouldBlock) Fail(slot, -sent);
            if (record.Is(ConnectionStates.Closed)) return;
            if (sent >= bytes) continue;

            // A short send, too, means that the system is full, and tells when it is not.
            record.States |= ConnectionStates.Blocked;
            Counters.Add(LoopCount.WouldBlock);
        }

        AfterTransmit(slot, ref record);
    }

    private int Send(in ConnectionRecord record, out int bytes)
    {
        IoVector* vectors = (IoVector*)_vectors.Address;
        int count = Queues.Gather(in record, vectors, VectorCountMax, out bytes);
        Counters.Add(LoopCount.SendCalls);
        return StreamSocket.Send(record.Descriptor, vectors, count);
    }

    // A short one may be the file's end as well as a full system: the next one tells. A file that has ended too early is an error.
    private int SendFile(in ConnectionRecord record, ref int fileBytes, out int bytes)
    {
        bytes = 1;
        Counters.Add(LoopCount.SendCalls);
        int sent = Queues.SendFile(in record, fileBytes);
        fileBytes -= Math.Max(sent, 0);
        return sent == 0 ? StreamSocket.Unreadable : sent;
    }

    /// <inheritdoc/>
    private protected override void Unlist(int slot, ref ConnectionRecord record)
    {
        if (!record.Is(ConnectionStates.Ready)) return;
        if (_readyHead == slot)
        {
            _readyHead = record.ReadyNext;
            return;
        }

        int before = _readyHead;
        while (Connections[before].ReadyNext != slot) before = Connections[before].ReadyNext;
        Connections[before].ReadyNext = record.ReadyNext;
    }

    private static ulong TagOf(ConnectionId id) => (uint)id.Slot | ((ulong)id.Generation << 32);

    private void Take(in ReadinessEvent told)
    {
        if (told.Tag == ListenerTag)
        {
            _mayAccept = true;
            return;
        }

        ConnectionId id = new((int)(uint)told.Tag, (uint)(told.Tag >> 32));
        if (!Connections.IsKnown(id)) return;
        ref ConnectionRecord record = ref Connections[id.Slot];
        if (record.Is(ConnectionStates.Closed)) return;
        if (told.IsWritable && record.Is(ConnectionStates.Blocked))
        {
            record.States &= ~ConnectionStates.Blocked;
            MarkDirty(id.Slot, ref record);
        }

        if (told.IsReadable) Receive(id.Slot, ref record, told.IsEnding);
    }

    private int ReadOn(int slot)
    {
        ref ConnectionRecord record = ref Connections[slot];
        int next = record.ReadyNext;
        record.States &= ~ConnectionStates.Ready;
        if (record.QueuedBytes > 0 && !record.Is(ConnectionStates.Blocked)) MarkDirty(slot, ref record);
        if (!record.Is(ConnectionStates.Closed)) Receive(slot, ref record, isEnding: true);
        return next;
    }

    private void Receive(int slot, ref ConnectionRecord record, bool isEnding)
    {
        for (int i = 0; i < ReceivesMax; i++)
        {
            int count = StreamSocket.Receive(record.Descriptor, ReceiveStart, ReceiveBytes);
            if (count > 0) Received(slot, ref record, ReceiveStart, count);
            else if (count == 0) PeerEnded(slot, ref record);
            else if (count == StreamSocket.Interrupted) continue;
            else if (count != StreamSocket.WouldBlock) Fail(slot, -count);

            // What comes after a short receive is told of anew; an end that was told is still there to be read.
            if (count <= 0 || record.Is(ConnectionStates.Closed) || (count < ReceiveBytes && !isEnding)) return;
        }

        AwaitTurn(slot, ref record);
    }

    // There may be more to read, or there is more of a file to send: others have their turn before.
    private void AwaitTurn(int slot, ref ConnectionRecord record)
    {
        if (record.Is(ConnectionStates.Ready)) return;
        record.States |= ConnectionStates.Ready;
        record.ReadyNext = _readyHead;
        _readyHead = slot;
    }

    private void Accept()
    {
        for (int i = 0; i < AcceptsMax; i++)
        {
            if (Connections.IsFull)
            {
                PauseAccepting();
                return;
            }

            int descriptor = StreamSocket.Accept(Listener!.Descriptor, out PeerAddress peer);
            if (descriptor >= 0)
            {
                Take(descriptor, in peer);
                continue;
            }

            // Any other error is one of the connection at hand, which is gone.
            if (descriptor == StreamSocket.WouldBlock) _mayAccept = false;
            else if (StreamSocket.IsShortage(-descriptor)) PauseAccepting();
            else continue;
            return;
        }
    }

    private void Take(int descriptor, in PeerAddress peer)
    {
        int slot = Adopt(descriptor, in peer);
        if (slot == ConnectionRecord.None)
        {
            StreamSocket.Abort(descriptor);
            return;
        }

        ConnectionId id = Connections.IdOf(slot);
        Handler.OnOpened(id, in peer);
        if (!_queue!.Add(descriptor, TagOf(id), isWritten: true).IsSuccess) Abandon(slot, CloseReason.Failed);
    }
}
