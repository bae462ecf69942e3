using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Buffers;

/// <content>Parts of files in queues, which take no memory: in the place of the segment stands the file's place below 0.</content>
internal sealed unsafe partial class SliceQueues
{
    private const int StagedCountMax = 8;
    private readonly List<SentFile?> _files = [];
    private readonly Stack<int> _freeFiles = new();

    /// <summary>Queues a part of a file, which the queue has from now on too.</summary>
    /// <returns>False when there is no slice left.</returns>
    internal bool TryAppendFile(ref ConnectionRecord record, SentFile file, int offset, int length)
    {
        int index = Take();
        if (index == ConnectionRecord.None) return false;
        file.Retain();
        if (!_freeFiles.TryPop(out int place))
        {
            place = _files.Count;
            _files.Add(null);
        }

        _files[place] = file;
        _nodes[index] = new SliceNode { Segment = ~place, Offset = offset, Length = length, Next = ConnectionRecord.None, UnitCount = 1 };
        Link(ref record, index, length);
        record.FileBytes += length;
        return true;
    }

    /// <summary>Whether what is sent next is of a file.</summary>
    internal bool IsFileNext(in ConnectionRecord record) => record.QueueHead != ConnectionRecord.None && _nodes[record.QueueHead].IsFile;

    /// <summary>Has the system send of the file that is next.</summary>
    /// <returns>As <see cref="StreamSocket.SendFile"/>.</returns>
    internal int SendFile(in ConnectionRecord record, int bytesMax)
    {
        ref SliceNode node = ref _nodes[record.QueueHead];
        return StreamSocket.SendFile(record.Descriptor, _files[~node.Segment]!.File, node.Offset, Math.Min(node.Length, bytesMax));
    }

    /// <summary>Reads the next of a file into segments, in front of the rest of it: for a loop whose system sends none of files.</summary>
    /// <returns>How many bytes; 0 when the file has ended, or there is no memory.</returns>
    internal int StageFile(ref ConnectionRecord record)
    {
        int file = record.QueueHead, before = ConnectionRecord.None, total = 0;
        for (int count = 0; count < StagedCountMax && _nodes[file].Length > 0 && _pool.TryRent(out SharedSegment? segment); count++)
        {
            int length = Math.Min(_nodes[file].Length, segment.Capacity);
            int bytes = _files[~_nodes[file].Segment]!.File.ReadAt(_nodes[file].Offset, segment.Free[..length]);
            int index = bytes > 0 ? Take() : ConnectionRecord.None;
            if (index == ConnectionRecord.None)
            {
                segment.Release();
                break;
            }

            segment.Advance(bytes);
            SliceMarks marks = (_nodes[file].Marks & SliceMarks.Begun) | SliceMarks.Continues;
            _nodes[index] = new SliceNode { Segment = segment.Index, Length = bytes, Next = file, Marks = marks };
            if (before == ConnectionRecord.None) record.QueueHead = index;
            else _nodes[before].Next = index;
            before = index;
            (_nodes[file].Offset, _nodes[file].Length) = (_nodes[file].Offset + bytes, _nodes[file].Length - bytes);
            record.FileBytes -= bytes;
            total += bytes;
        }

        if (total > 0 && _nodes[file].Length == 0) EndStaging(ref record, before, file);
        return total;
    }

    // Nothing is left of the file: the send ends with the last of the segments.
    private void EndStaging(ref ConnectionRecord record, int last, int file)
    {
        _nodes[last].Next = _nodes[file].Next;
        _nodes[last].UnitCount = _nodes[file].UnitCount;
        _nodes[last].Marks = _nodes[file].Marks & SliceMarks.Begun;
        if (record.QueueTail == file) record.QueueTail = last;
        Release(file);
    }

    private void ReleaseFile(int place)
    {
        _files[place]!.Release();
        _files[place] = null;
        _freeFiles.Push(place);
    }
}
