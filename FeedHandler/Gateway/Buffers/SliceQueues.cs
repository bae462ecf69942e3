using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Buffers;

/// <summary>
/// What each connection of a loop has yet to send: chains of slices out of one bounded table. Slices of one segment that lie side by side become one. A send is
/// whole or not there at all, whatever is dropped.
/// </summary>
internal sealed unsafe partial class SliceQueues : IDisposable
{
    // A slice that was begun cannot be dropped: it must not grow without end.
    private const int MergedBytesMax = 1 << 16;

    private readonly SegmentPool _pool;
    private readonly PageMemory _memory;
    private readonly SliceNode* _nodes;
    private readonly int _countMax;
    private int _madeCount;
    private int _freeHead = ConnectionRecord.None;

    internal SliceQueues(SegmentPool pool, int countMax)
    {
        _pool = pool;
        _countMax = countMax;
        _memory = PageMemory.Allocate((nuint)countMax * (nuint)sizeof(SliceNode));
        _nodes = (SliceNode*)_memory.Address;
    }

    internal int InUseCount { get; private set; }

    internal long QueuedBytes { get; private set; }

    internal long MemoryBytes => (long)_countMax * sizeof(SliceNode);

    /// <summary>Queues a part of a segment, which the queue has from now on too.</summary>
    /// <returns>False when there is no slice left.</returns>
    internal bool TryAppend(ref ConnectionRecord record, SharedSegment segment, int offset, int length, bool continues)
    {
        if (TryMerge(ref record, segment.Index, offset, length, continues)) return true;
        int index = Take();
        if (index == ConnectionRecord.None) return false;
        segment.Retain();
        _nodes[index] = new SliceNode
        {
            Segment = segment.Index,
            Offset = offset,
            Length = length,
            Next = ConnectionRecord.None,
            UnitCount = continues ? (ushort)0 : (ushort)1,
            Marks = continues ? SliceMarks.Continues : SliceMarks.None,
        };
        Link(ref record, index, length);
        return true;
    }

    /// <summary>Takes bytes that were sent off the front.</summary>
    /// <returns>How many sends have gone out with that.</returns>
    internal int Consume(ref ConnectionRecord record, int bytes)
    {
        int unitCount = 0;
        Grow(ref record, -bytes);
        while (bytes > 0)
        {
            ref SliceNode node = ref _nodes[record.QueueHead];
            if (node.IsFile) record.FileBytes -= Math.Min(bytes, node.Length);
            if (bytes < node.Length)
            {
                node.Offset += bytes;
                node.Length -= bytes;
                node.Marks |= SliceMarks.Begun;
                break;
            }

            bytes -= node.Length;
            unitCount += node.UnitCount;
            bool continues = node.Is(SliceMarks.Continues);
            RemoveHead(ref record);
            if (continues && record.QueueHead != ConnectionRecord.None) _nodes[record.QueueHead].Marks |= SliceMarks.Begun;
        }

        return unitCount;
    }

    /// <summary>Drops every send of which nothing has gone out.</summary>
    /// <returns>How many bytes that were, and how many sends.</returns>
    internal (int Bytes, int UnitCount) Drop(ref ConnectionRecord record)
    {
        int last = LastBegun(record.QueueHead);
        int first = last == ConnectionRecord.None ? record.QueueHead : _nodes[last].Next;
        if (last == ConnectionRecord.None) record.QueueHead = ConnectionRecord.None;
        else _nodes[last].Next = ConnectionRecord.None;
        record.QueueTail = last;
        (int bytes, int unitCount) = (0, 0);
        while (first != ConnectionRecord.None)
        {
            int next = _nodes[first].Next;
            if (_nodes[first].IsFile) record.FileBytes -= _nodes[first].Length;
            bytes += _nodes[first].Length;
            unitCount += _nodes[first].UnitCount;
            Release(first);
            first = next;
        }

        Grow(ref record, -bytes);
        return (bytes, unitCount);
    }

    /// <summary>Drops all.</summary>
    internal void Clear(ref ConnectionRecord record)
    {
        Grow(ref record, -record.QueuedBytes);
        record.FileBytes = 0;
        while (record.QueueHead != ConnectionRecord.None) RemoveHead(ref record);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private void Link(ref ConnectionRecord record, int index, int length)
    {
        if (record.QueueTail == ConnectionRecord.None) record.QueueHead = index;
        else _nodes[record.QueueTail].Next = index;
        record.QueueTail = index;
        Grow(ref record, length);
    }

    private void Grow(ref ConnectionRecord record, int bytes)
    {
        record.QueuedBytes += bytes;
        QueuedBytes += bytes;
    }

    private bool TryMerge(ref ConnectionRecord record, int segment, int offset, int length, bool continues)
    {
        if (record.QueueTail == ConnectionRecord.None) return false;
        ref SliceNode tail = ref _nodes[record.QueueTail];
        if (tail.Segment != segment || tail.Offset + tail.Length != offset || tail.Marks != SliceMarks.None) return false;
        if (tail.Length + length > MergedBytesMax || tail.UnitCount == ushort.MaxValue) return false;
        tail.Length += length;
        if (continues) tail.Marks |= SliceMarks.Continues;
        else tail.UnitCount++;
        Grow(ref record, length);
        return true;
    }

    private int LastBegun(int head)
    {
        int last = ConnectionRecord.None;
        for (int index = head; index != ConnectionRecord.None && _nodes[index].Is(SliceMarks.Begun | SliceMarks.Held); index = _nodes[index].Next) last = index;
        while (last != ConnectionRecord.None && _nodes[last].Is(SliceMarks.Continues)) last = _nodes[last].Next;
        return last;
    }

    private int Take()
    {
        int index = _freeHead;
        if (index != ConnectionRecord.None) _freeHead = _nodes[index].Next;
        else if (_madeCount < _countMax) index = _madeCount++;
        else return ConnectionRecord.None;
        InUseCount++;
        return index;
    }

    private void RemoveHead(ref ConnectionRecord record)
    {
        int index = record.QueueHead;
        record.QueueHead = _nodes[index].Next;
        if (record.QueueHead == ConnectionRecord.None) record.QueueTail = ConnectionRecord.None;
        Release(index);
    }

    private void Release(int index)
    {
        if (_nodes[index].IsFile) ReleaseFile(~_nodes[index].Segment);
        else _pool[_nodes[index].Segment].Release();
        _nodes[index].Next = _freeHead;
        _freeHead = index;
        InUseCount--;
    }
}
