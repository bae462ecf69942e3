using FeedHandler.Gateway.Connections;
using FeedHandler.Native.IoUring;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Loops;

/// <content>What the ring tells.</content>
public sealed unsafe partial class UringLoop
{
    private bool TakeAll()
    {
        bool hasTaken = false;
        while (_ring!.TryTake(out Completion completion))
        {
            hasTaken = true;
            Take(in completion);
        }

        return hasTaken;
    }

    private void Take(in Completion completion)
    {
        int index = (int)(uint)completion.Tag;
        RingOperation operation = (RingOperation)(completion.Tag >> 32);
        if (completion.IsLast) _underWayCount--;
        if (operation == RingOperation.Accept)
        {
            TakeAccepted(index, completion.Result);
            return;
        }

        ref ConnectionRecord record = ref Connections[index];
        if (completion.IsLast) record.PendingCount--;
        if (operation == RingOperation.Receive) TakeReceived(index, ref record, in completion);
        else if (operation == RingOperation.Send) TakeSent(index, ref record, completion.Result);
        if (record.PendingCount > 0 || !record.Is(ConnectionStates.Disconnecting)) return;
        if (record.Is(ConnectionStates.ClosingFile)) Release(index);
        else CloseFile(index, ref record);
    }

    private void TakeReceived(int slot, ref ConnectionRecord record, in Completion completion)
    {
        bool isOpen = !record.Is(ConnectionStates.Closed);
        if (completion.HasBuffer)
        {
            if (isOpen && completion.Result > 0) Received(slot, ref record, _buffers.StreamBytesOf(in completion), completion.Result);
            _buffers.GiveBack(completion.BufferIndex);
            _buffers.Publish();
        }

        if (!isOpen || !completion.IsLast || record.Is(ConnectionStates.Closed)) return;
        if (completion.Result > 0 || completion.IsOutOfBuffers) Receive(slot, ref record);
        else if (completion.Result == 0) PeerEnded(slot, ref record);
        else Fail(slot, -completion.Result);
    }

    private void TakeSent(int slot, ref ConnectionRecord record, int result)
    {
        record.States &= ~ConnectionStates.Sending;
        Queues.LetGo(in record);
        if (result > 0) Sent(ref record, result);
        if (record.Is(ConnectionStates.Closed)) return;
        if (result < 0 && result is not (StreamSocket.WouldBlock or StreamSocket.Interrupted))
        {
            Fail(slot, -result);
            return;
        }

        // A whole send with more behind it that was queued meanwhile is no backlog.
        if (result < record.SendingBytes) Counters.Add(LoopCount.WouldBlock);
        if (record.QueuedBytes > 0) MarkDirty(slot, ref record);
        if (record.QueuedBytes == 0 || result < record.SendingBytes) AfterTransmit(slot, ref record);
    }
}
