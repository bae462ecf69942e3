using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Loops;

/// <content>Queueing, and what follows when the system took it, or did not.</content>
public abstract unsafe partial class EventLoop
{
    // Copied bytes of all connections, one behind the other.
    private SharedSegment? _copies;

    /// <inheritdoc/>
    public bool Send(ConnectionId id, SharedSegment segment, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Math.Max(segment.Length - offset, 0), nameof(length));
        return Connections.IsUsable(id) && (length == 0 || TryQueue(id.Slot, segment, offset, length, continues: false));
    }

    /// <inheritdoc/>
    public bool Send(ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        if (!Connections.IsUsable(id)) return false;
        if (_copies is { ReferenceCount: 1 }) _copies.Begin(); // nobody sends from it any more
        while (bytes.Length > 0)
        {
            if (_copies is null || _copies.Free.Length == 0)
            {
                _copies?.Release();
                if (!Segments.TryRent(out _copies)) return Refuse(id.Slot);
            }

            int offset = _copies.Length;
            int count = Math.Min(bytes.Length, _copies.Free.Length);
            bytes[..count].CopyTo(_copies.Free);
            _copies.Advance(count);
            bytes = bytes[count..];
            if (!TryQueue(id.Slot, _copies, offset, count, continues: bytes.Length > 0)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool SendFile(ConnectionId id, SentFile file, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (!Connections.IsUsable(id)) return false;
        if (length == 0) return true;
        ref ConnectionRecord record = ref Connections[id.Slot];
        if (record.QueuedBytes > int.MaxValue - length || !Queues.TryAppendFile(ref record, file, offset, length)) return Refuse(id.Slot);
        MarkDirty(id.Slot, ref record);
        return true;
    }

    /// <inheritdoc/>
    public long Backlog(ConnectionId id) => Connections.IsKnown(id) ? Connections[id.Slot].MemoryBytes : 0;

    /// <inheritdoc/>
    public long DropBacklog(ConnectionId id, out int sendCount)
    {
        sendCount = 0;
        if (!Connections.IsUsable(id)) return 0;
        ref ConnectionRecord record = ref Connections[id.Slot];
        (int bytes, sendCount) = Queues.Drop(ref record);
        if (record.QueuedBytes <= Options.BacklogLowBytes) record.States &= ~ConnectionStates.AboveHigh;
        Counters.Add(LoopCount.DroppedBytes, bytes);

        // With nothing left it is drained by the next flush, which tells so.
        if (bytes > 0) MarkDirty(id.Slot, ref record);
        return bytes;
    }

    /// <summary>Moves what is queued to the system, as much as it takes, and then calls <see cref="AfterTransmit"/>.</summary>
    private protected abstract void Transmit(int slot, ref ConnectionRecord record);

    /// <summary>Counts what the system took, and takes it off the queue.</summary>
    internal void Sent(ref ConnectionRecord record, int bytes)
    {
        Counters.Add(LoopCount.SentBytes, bytes);
        Counters.Add(LoopCount.SentMessages, Queues.Consume(ref record, bytes));
    }

    /// <summary>Tells what has become of the queue: drained, or above its high mark.</summary>
    internal void AfterTransmit(int slot, ref ConnectionRecord record)
    {
        if (record.Is(ConnectionStates.Closed)) return;
        if (record.QueuedBytes > 0)
        {
            record.States |= ConnectionStates.Backlogged;
            CheckMarks(slot, ref record);
            return;
        }

        bool wasBacklogged = record.Is(ConnectionStates.Backlogged);
        record.States &= ~(ConnectionStates.Backlogged | ConnectionStates.AboveHigh);
        if (record.Is(ConnectionStates.Closing)) Linger(slot, ref record);
        else if (wasBacklogged) Handler.OnDrained(Connections.IdOf(slot));
    }

    internal void MarkDirty(int slot, ref ConnectionRecord record)
    {
        if (record.Is(ConnectionStates.Dirty)) return;
        record.States |= ConnectionStates.Dirty;
        record.DirtyNext = _dirtyHead;
        _dirtyHead = slot;
    }

    private void CheckMarks(int slot, ref ConnectionRecord record)
    {
        if (record.MemoryBytes <= Options.BacklogLowBytes) record.States &= ~ConnectionStates.AboveHigh;
        if (record.MemoryBytes <= Options.BacklogHighBytes || record.Is(ConnectionStates.AboveHigh | ConnectionStates.Closing)) return;
        record.States |= ConnectionStates.AboveHigh;
        Handler.OnBacklog(Connections.IdOf(slot), record.MemoryBytes);
    }

    private bool TryQueue(int slot, SharedSegment segment, int offset, int length, bool continues)
    {
        ref ConnectionRecord record = ref Connections[slot];
        bool hasRoom = record.MemoryBytes <= Options.BacklogBytesMax - length && record.QueuedBytes <= int.MaxValue - length;
        if (!hasRoom || !Queues.TryAppend(ref record, segment, offset, length, continues)) return Refuse(slot);
        MarkDirty(slot, ref record);
        return true;
    }

    private bool Refuse(int slot)
    {
        Abandon(slot, CloseReason.Overload);
        return false;
    }

    private void FlushDirty()
    {
        while (_dirtyHead != ConnectionRecord.None)
        {
            int slot = _dirtyHead;
            ref ConnectionRecord record = ref Connections[slot];
            _dirtyHead = record.DirtyNext;
            record.States &= ~ConnectionStates.Dirty;
            if (!record.Is(ConnectionStates.Closed)) Transmit(slot, ref record);
        }
    }
}
