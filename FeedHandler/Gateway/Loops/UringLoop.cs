using FeedHandler.Gateway.Connections;
using FeedHandler.Native.IoUring;

namespace FeedHandler.Gateway.Loops;

/// <summary>
/// A loop over io_uring(7), Linux 6.1: receives are submitted once for each connection, sends of a whole turn go to the kernel by one call, and connections
/// stand in the ring's own table of files. Accepts are submitted one by one, several at a time, since one that goes on for ever does not tell who came.
/// </summary>
public sealed unsafe partial class UringLoop : EventLoop
{
    private const int SubmissionCount = 256;
    private const int CompletionCount = 8192;
    private const int SendVectorsMax = 64;
    private const int BufferCount = 512;
    private const int BufferBytes = 8192;

    private readonly ProvidedBuffers _buffers = new(BufferCount, BufferBytes);
    private readonly SendBatch _sends = new(SubmissionCount, SendVectorsMax);
    private IoRing? _ring;
    private int _sendCount;
    private int _underWayCount;

    /// <summary>Makes a loop.</summary>
    /// <param name="options">What it listens on, and its bounds.</param>
    /// <param name="handler">Is told of its connections.</param>
    public UringLoop(LoopOptions options, IConnectionHandler handler)
        : base(options, handler)
    {
    }

    /// <inheritdoc/>
    private protected override bool HasMore => false;

    /// <inheritdoc/>
    private protected override void Wait(int timeoutUs)
    {
        bool sleeps = timeoutUs > 0 && !TakeAll();
        if (sleeps) Enter(_ring!.WaitUs(timeoutUs));
        else if (_ring!.PendingCount > 0 || _ring.HasWork) Enter(_ring.Flush());
        ReadClock();
        TakeAll();
    }

    /// <inheritdoc/>
    private protected override void Transmit(int slot, ref ConnectionRecord record)
    {
        if (record.QueuedBytes == 0 || record.Is(ConnectionStates.Sending))
        {
            AfterTransmit(slot, ref record);
            return;
        }

        if (Queues.IsFileNext(in record) && Queues.StageFile(ref record) == 0)
        {
            Abandon(slot, CloseReason.Failed);
            return;
        }

        while (_sendCount == _sends.Count) Enter(_ring!.Flush());
        int place = _sendCount;
        int count = Queues.Gather(in record, _sends.VectorsOf(place), SendVectorsMax, out int bytes);
        Queues.Hold(in record, count);
        record.States |= ConnectionStates.Sending;
        record.SendingBytes = bytes;
        Begin(ref record);
        while (!_ring!.TrySend(record.Descriptor, _sends, place, count, TagOf(RingOperation.Send, slot))) Enter(_ring.Flush());
        _sendCount = place + 1; // the places before may be free again, this one is not
        Counters.Add(LoopCount.SendCalls);
    }

    /// <inheritdoc/>
    private protected override void EndSending(int slot, ref ConnectionRecord record)
    {
        Begin(ref record);
        while (!_ring!.TryEndSending(record.Descriptor, TagOf(RingOperation.Other, slot))) Enter(_ring.Flush());
    }

    /// <inheritdoc/>
    private protected override bool Disconnect(int slot, ref ConnectionRecord record, bool isAborted)
    {
        record.States |= isAborted ? ConnectionStates.Disconnecting | ConnectionStates.Aborted : ConnectionStates.Disconnecting;
        if (record.PendingCount == 0)
        {
            CloseFile(slot, ref record);
            return false;
        }

        Begin(ref record);
        while (!_ring!.TryCancel(record.Descriptor, isPlace: true, TagOf(RingOperation.Other, slot))) Enter(_ring.Flush());
        return false;
    }

    private static ulong TagOf(RingOperation operation, int index) => ((ulong)operation << 32) | (uint)index;

    private void Begin(ref ConnectionRecord record)
    {
        record.PendingCount++;
        _underWayCount++;
    }

    private void Receive(int slot, ref ConnectionRecord record)
    {
        Begin(ref record);
        while (!_ring!.TryReceiveStream(record.Descriptor, _buffers, TagOf(RingOperation.Receive, slot))) Enter(_ring.Flush());
    }

    private void CloseFile(int slot, ref ConnectionRecord record)
    {
        record.States |= ConnectionStates.ClosingFile;
        if (record.Is(ConnectionStates.Aborted))
        {
            Begin(ref record);
            while (!_ring!.TryAbort(record.Descriptor, Nowhere, TagOf(RingOperation.Other, slot))) Enter(_ring.Flush());
        }

        Begin(ref record);
        while (!_ring!.TryClose(record.Descriptor, TagOf(RingOperation.Other, slot))) Enter(_ring.Flush());
    }

    // The kernel has copied what was handed to it: its room is free.
    private void Enter(int errno)
    {
        if (errno != 0 && !IoRing.IsLater(errno)) throw new LoopException($"cannot go on with io_uring: error {errno} of the system");
        if (_ring!.PendingCount == 0) _sendCount = 0;
    }

    private enum RingOperation
    {
        Accept,
        Receive,
        Send,
        Other,
    }
}
