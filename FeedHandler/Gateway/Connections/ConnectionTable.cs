using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Connections;

/// <summary>The connections of a loop, in one piece of native memory: no object for any of them.</summary>
internal sealed unsafe class ConnectionTable : IDisposable
{
    private readonly PageMemory _memory;
    private readonly ConnectionRecord* _records;
    private int _freeHead = ConnectionRecord.None;

    internal ConnectionTable(int slotCount)
    {
        SlotCount = slotCount;
        _memory = PageMemory.Allocate((nuint)slotCount * ConnectionRecord.Bytes);
        _records = (ConnectionRecord*)_memory.Address;
        for (int slot = slotCount - 1; slot >= 0; slot--) Release(slot);
    }

    internal int SlotCount { get; }

    /// <summary>How many slots are taken.</summary>
    internal int Count { get; private set; }

    internal bool IsFull => _freeHead == ConnectionRecord.None;

    internal long MemoryBytes => (long)SlotCount * ConnectionRecord.Bytes;

    internal ref ConnectionRecord this[int slot] => ref _records[slot];

    /// <summary>The id of the connection that has a slot now.</summary>
    internal ConnectionId IdOf(int slot) => new(slot, _records[slot].Generation);

    /// <summary>Whether an id is that of a connection which is open and not yet being closed.</summary>
    internal bool IsUsable(ConnectionId id) => IsKnown(id) && _records[id.Slot].IsUsable;

    /// <summary>Whether an id is that of a connection of which the handler was not told yet that it has ended.</summary>
    internal bool IsKnown(ConnectionId id) =>
        (uint)id.Slot < (uint)SlotCount && _records[id.Slot].Generation == id.Generation && _records[id.Slot].Is(ConnectionStates.Open);

    /// <summary>Takes a slot.</summary>
    internal int Take(int descriptor, ulong hostKey)
    {
        int slot = _freeHead;
        ref ConnectionRecord record = ref _records[slot];
        _freeHead = record.ClosedNext;
        uint generation = record.Generation + 1;
        record = new ConnectionRecord
        {
            Descriptor = descriptor,
            Generation = generation == 0 ? 1 : generation,
            QueueHead = ConnectionRecord.None,
            QueueTail = ConnectionRecord.None,
            PartialSegment = ConnectionRecord.None,
            HostKey = hostKey,
            States = ConnectionStates.Open,
        };
        Count++;
        return slot;
    }

    /// <summary>Gives a slot back.</summary>
    internal void Free(int slot)
    {
        Release(slot);
        Count--;
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private void Release(int slot)
    {
        _records[slot].States = ConnectionStates.None;
        _records[slot].ClosedNext = _freeHead;
        _freeHead = slot;
    }
}
