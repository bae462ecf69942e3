namespace FeedHandler.Replay.Streams;

/// <summary>Takes messages of TCP streams.</summary>
public interface IStreamMessageTaker
{
    /// <summary>Takes one.</summary>
    /// <param name="flow">Of which stream.</param>
    /// <param name="framing">How the stream is cut into messages.</param>
    /// <param name="message">The message without what frames it; of CME's services a packet as of UDP.</param>
    /// <param name="timeNs">When the segment that completed it was captured, in nanoseconds since the Unix epoch.</param>
    void OnMessage(TcpFlow flow, StreamFraming framing, ReadOnlySpan<byte> message, long timeNs);
}

/// <summary>
/// Cuts streams into messages, which may lie over several segments. How is found in the bytes, at the begin, in mid-stream and behind a gap: where a frame
/// stands, and another right behind it as far as that was captured.
/// </summary>
/// <param name="taker">Takes the messages.</param>
public sealed class StreamMessages(IStreamMessageTaker taker) : IStreamTaker
{
    private const int CountMax = 1024;
    private readonly Dictionary<TcpFlow, Tail> _tails = [];

    /// <summary>Messages so far.</summary>
    public long MessageCount { get; private set; }

    /// <summary>Bytes of streams that are in no message: of text, of another framing, or of one that is not all in the capture.</summary>
    public long OtherBytes { get; private set; }

    /// <inheritdoc/>
    public void OnBegin(TcpFlow flow)
    {
        if (_tails.TryGetValue(flow, out Tail? old)) End(flow, old);
        else if (_tails.Count == CountMax) Forget();
        _tails[flow] = new Tail();
    }

    /// <inheritdoc/>
    public void OnBytes(TcpFlow flow, ReadOnlySpan<byte> bytes, long timeNs)
    {
        if (!_tails.TryGetValue(flow, out Tail? tail)) _tails.Add(flow, tail = new Tail());
        tail.Add(bytes);
        Cut(flow, tail, timeNs, isAll: false);
    }

    /// <inheritdoc/>
    public void OnGap(TcpFlow flow, uint count)
    {
        if (!_tails.TryGetValue(flow, out Tail? tail)) return;
        End(flow, tail);
        tail.Framing = StreamFraming.None;
    }

    /// <summary>Gives what is whole and counts what is left, as the captures have ended.</summary>
    public void Flush()
    {
        foreach ((TcpFlow flow, Tail tail) in _tails) End(flow, tail);
    }

    private void Cut(TcpFlow flow, Tail tail, long timeNs, bool isAll)
    {
        tail.TimeNs = timeNs;
        while (TryCut(flow, tail, isAll))
        {
        }
    }

    private void End(TcpFlow flow, Tail tail)
    {
        Cut(flow, tail, tail.TimeNs, isAll: true);
        Drop(tail, tail.Count);
    }

    private bool TryCut(TcpFlow flow, Tail tail, bool isAll)
    {
        if (tail.Framing == StreamFraming.None && !TryFind(tail, isAll)) return false;
        ReadOnlySpan<byte> bytes = tail.Bytes;
        int length = StreamFrames.LengthOf(tail.Framing, bytes);
        if (length == 0 && bytes.Length < StreamFrames.HeadBytes) return false;
        if (length == 0)
        {
            tail.Framing = StreamFraming.None;
            return true;
        }

        if (length > bytes.Length) return false;
        MessageCount++;
        taker.OnMessage(flow, tail.Framing, bytes[StreamFrames.SkipOf(tail.Framing)..length], tail.TimeNs);
        tail.Take(length);
        return true;
    }

    private bool TryFind(Tail tail, bool isAll)
    {
        int passed = 0;
        for (; isAll ? passed < tail.Count : tail.Count - passed >= StreamFrames.HeadBytes; passed++)
        {
            tail.Framing = StreamFrames.Find(tail.Bytes[passed..], isAll, out bool mayBe);
            if (tail.Framing != StreamFraming.None || mayBe) break;
        }

        Drop(tail, passed);
        return tail.Framing != StreamFraming.None;
    }

    private void Drop(Tail tail, int count)
    {
        OtherBytes += count;
        tail.Take(count);
    }

    private void Forget()
    {
        (TcpFlow flow, Tail tail) = _tails.First();
        End(flow, tail);
        _tails.Remove(flow);
    }

    /// <summary>Bytes of a stream that are in no message yet.</summary>
    private sealed class Tail
    {
        private byte[] _bytes = new byte[4096];
        private int _start;

        public StreamFraming Framing { get; set; }

        /// <summary>When something of it came last.</summary>
        public long TimeNs { get; set; }

        public int Count { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, Count);

        // A message that is not whole is at most 1 MiB, so that the room is bounded.
        public void Add(ReadOnlySpan<byte> bytes)
        {
            if (_start + Count + bytes.Length > _bytes.Length)
            {
                byte[] room = Count + bytes.Length > _bytes.Length ? new byte[Math.Max(_bytes.Length * 2, Count + bytes.Length)] : _bytes;
                Bytes.CopyTo(room);
                (_bytes, _start) = (room, 0);
            }

            bytes.CopyTo(_bytes.AsSpan(_start + Count));
            Count += bytes.Length;
        }

        public void Take(int count) => (_start, Count) = (_start + count, Count - count);
    }
}
