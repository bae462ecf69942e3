using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Publishing;

/// <summary>The packets of a capture with their faults, in the order in which they are due.</summary>
/// <typeparam name="TReceiver">Where packets come from.</typeparam>
internal sealed class PublishQueue<TReceiver>(
    TReceiver receiver, FeedMap map, PublishSpeed speed, PublishFaults faults, PublishCounters counters, LoopTimes times)
    where TReceiver : IReceiver
{
    private readonly FaultInjector _injector = new(faults, counters);
    private readonly List<PublishedPacket> _window = [];
    private readonly PriorityQueue<PublishedPacket, (long DueNs, long Order)> _due = new();
    private readonly Stack<PublishedPacket> _free = [];
    private Reader _reader;
    private long _order;
    private long _latestDueNs;
    private long _newestIndex = -1;
    private bool _isFlushed;

    /// <summary>Adds this to the times of the packets that are read from now on: a further loop comes after the ones before.</summary>
    public long CaptureOffsetNs { get; set; }

    /// <summary>The time of the last packet read, from the first of its loop, in nanoseconds.</summary>
    public long LastCaptureNs => _reader.LastNs - _reader.FirstNs;

    /// <summary>The next packet; it goes back by <see cref="Return"/>.</summary>
    /// <param name="isLast">Whether no further loop follows, so that what waits in the window must go out.</param>
    /// <param name="packet">The packet.</param>
    /// <returns>False when the capture is read to its end and, for the last loop, nothing waits any more.</returns>
    public bool TryTake(bool isLast, out PublishedPacket packet)
    {
        // What is due may go when every packet that is still to be read is due no earlier.
        while (!(_due.TryPeek(out _, out (long DueNs, long Order) first) && first.DueNs <= _latestDueNs) && Read())
        {
        }

        if (isLast && receiver.IsCompleted && !_isFlushed) FlushWindow();
        bool isTaken = (_isFlushed || (_due.TryPeek(out _, out (long DueNs, long Order) next) && next.DueNs <= _latestDueNs)) && _due.Count > 0;
        packet = isTaken ? _due.Dequeue() : null!;
        if (!isTaken) return false;
        if (packet.Index < _newestIndex) counters.ReorderedCount++;
        _newestIndex = Math.Max(_newestIndex, packet.Index);
        return true;
    }

    /// <summary>Gives a packet's buffer back.</summary>
    public void Return(PublishedPacket packet) => _free.Push(packet);

    /// <summary>Forgets the start of the loop, so that the next packet read is its first.</summary>
    public void StartLoop()
    {
        _reader.HasFirst = false;
        times.StartLoop();
    }

    private bool Read()
    {
        _reader.Queue = this;
        while (!receiver.IsCompleted)
        {
            if (receiver.Poll(ref _reader, packetLimit: 1) > 0) return true;
        }

        return false;
    }

    private void Take(in Packet packet, long captureNs)
    {
        long index = counters.ReadCount++;
        long dueNs = Math.Max(_latestDueNs, speed.DueNs(index, CaptureOffsetNs + captureNs));
        _latestDueNs = dueNs;
        Line line = map[packet.Group].Line;
        int copyCount = _injector.CopiesOf(line);
        for (int copy = 0; copy < copyCount; copy++)
        {
            PublishedPacket published = _free.TryPop(out PublishedPacket? free) ? free : new PublishedPacket();
            published.Set(index, packet.Group, packet.Bytes, dueNs);
            times.Apply(published.Payload);
            if (copy == 0) _injector.Corrupt(line, published.Payload);
            _window.Add(published);
        }

        while (_window.Count > faults.ReorderSpan) Enqueue(Choose(), dueNs);
    }

    // The oldest goes at the latest when it has waited twice the span: with the window itself that is one span too late.
    private int Choose()
    {
        if (_window.Count == 1) return 0;
        bool isOverdue = counters.ReadCount - _window[0].Index > 2L * faults.ReorderSpan;
        int chosen = _injector.Choose(_window.Count);
        return isOverdue ? 0 : chosen;
    }

    private void FlushWindow()
    {
        while (_window.Count > 0) Enqueue(_injector.Choose(_window.Count), _latestDueNs);
        _isFlushed = true;
    }

    private void Enqueue(int index, long dueNs)
    {
        PublishedPacket packet = _window[index];
        _window.RemoveAt(index);
        packet.DueNs = dueNs + _injector.DelayNs(map[packet.Group].Line);
        _due.Enqueue(packet, (packet.DueNs, _order++));
    }

    private struct Reader : IPacketHandler
    {
        public PublishQueue<TReceiver> Queue;
        public bool HasFirst;
        public long FirstNs;
        public long LastNs;

        public void OnPacket(in Packet packet)
        {
            if (!HasFirst || FirstNs == 0) FirstNs = packet.RxNs; // what has no time goes at once: the first that has one is waited from
            HasFirst = true;
            LastNs = Math.Max(packet.RxNs, FirstNs);
            Queue.Take(packet, LastNs - FirstNs);
        }

        public readonly void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}

/// <summary>A packet on its way out, in a buffer that is used again.</summary>
internal sealed class PublishedPacket
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The group.</summary>
    public int Group { get; private set; }

    /// <summary>When it is due, in nanoseconds from the start.</summary>
    public long DueNs { get; set; }

    /// <summary>Its number in the capture, over all loops.</summary>
    public long Index { get; private set; }

    /// <summary>The payload.</summary>
    public Span<byte> Payload => _bytes.AsSpan(0, _length);

    /// <summary>Takes a copy of a payload.</summary>
    public void Set(long index, int group, ReadOnlySpan<byte> payload, long dueNs)
    {
        if (_bytes.Length < payload.Length) _bytes = new byte[payload.Length];
        payload.CopyTo(_bytes);
        _length = payload.Length;
        (Index, Group, DueNs) = (index, group, dueNs);
    }
}
