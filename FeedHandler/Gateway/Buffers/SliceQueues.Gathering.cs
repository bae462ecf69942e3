using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Linux;

namespace FeedHandler.Gateway.Buffers;

/// <content>From a queue to the vectors of one call.</content>
internal sealed unsafe partial class SliceQueues
{
    /// <summary>Names the first slices of a queue.</summary>
    /// <param name="record">Whose.</param>
    /// <param name="vectors">Where.</param>
    /// <param name="countMax">How many at most.</param>
    /// <param name="bytes">How many bytes they are.</param>
    /// <returns>How many slices.</returns>
    internal int Gather(in ConnectionRecord record, IoVector* vectors, int countMax, out int bytes)
    {
        int count = 0;
        bytes = 0;
        for (int index = record.QueueHead; index != ConnectionRecord.None && count < countMax; index = _nodes[index].Next)
        {
            ref SliceNode node = ref _nodes[index];
            if (node.IsFile) break;
            vectors[count++] = new IoVector { Start = _pool[node.Segment].Address + node.Offset, Bytes = (nuint)node.Length };
            bytes += node.Length;
        }

        return count;
    }

    /// <summary>The system has the first slices and tells later how much of them went out: until then they stay as they are.</summary>
    internal void Hold(in ConnectionRecord record, int count)
    {
        for (int index = record.QueueHead; count > 0; index = _nodes[index].Next, count--) _nodes[index].Marks |= SliceMarks.Held;
    }

    /// <summary>The system has told.</summary>
    internal void LetGo(in ConnectionRecord record)
    {
        for (int index = record.QueueHead; index != ConnectionRecord.None && _nodes[index].Is(SliceMarks.Held); index = _nodes[index].Next)
            _nodes[index].Marks &= ~SliceMarks.Held;
    }
}
