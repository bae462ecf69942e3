namespace FeedHandler.Replay.Streams;

/// <summary>
/// One direction of a TCP connection, put in order (RFC 9293 section 3.4: numbers are compared modulo 2^32). What comes early waits, bounded by bytes and by
/// the capture's time; what does not come until then is a gap. Of bytes that come twice the first are kept.
/// </summary>
/// <param name="flow">Which direction.</param>
/// <param name="counters">Takes what was found.</param>
/// <param name="taker">Takes the stream.</param>
internal sealed class TcpStream(TcpFlow flow, TcpCounters counters, IStreamTaker taker)
{
    /// <summary>How many bytes may wait for others in front of them.</summary>
    public const int WaitingBytesMax = 128 << 10;

    /// <summary>How long they may wait, in nanoseconds.</summary>
    public const long WaitMaxNs = 5_000_000_000;

    private const int WindowMax = 1 << 30;
    private const int SegmentBytes = 64; // what a segment that waits takes beside its bytes, so that empty ones are bounded too
    private readonly List<Waiting> _waiting = []; // by their place
    private uint _next;
    private uint? _begin;
    private uint? _end;
    private int _waitingBytes;

    /// <summary>When something of it came last, in nanoseconds since the Unix epoch.</summary>
    public long LastNs { get; private set; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => _end == _next && _begin is not null;

    /// <summary>Whether a segment that begins a connection is of this one, sent again.</summary>
    public bool IsBegin(in TcpSegment segment) => _begin == segment.Header.Sequence;

    /// <summary>Begins with the first segment of it that was captured.</summary>
    public void Begin(in TcpSegment segment)
    {
        _begin = segment.Header.Sequence;
        _next = segment.Header.Sequence + (segment.Header.IsSyn ? 1u : 0u);
        counters.Streams++;
        if (!segment.Header.IsSyn) counters.MidStreams++;
        taker.OnBegin(flow);
    }

    /// <summary>Takes a segment.</summary>
    public void Take(in TcpSegment segment)
    {
        LastNs = segment.TimestampNs;
        uint at = segment.Header.Sequence + (segment.Header.IsSyn ? 1u : 0u);
        if (segment.Header.IsFin) _end ??= at + (uint)segment.Payload.Length;
        if (!segment.Payload.IsEmpty) Place(at, segment.Payload, segment.TimestampNs);
        while (_waiting.Count > 0 && (_waitingBytes > WaitingBytesMax || LastNs - _waiting[0].TimeNs > WaitMaxNs)) SkipGap();
    }

    /// <summary>Gives all that waits, as nothing comes any more.</summary>
    public void Flush()
    {
        while (_waiting.Count > 0) SkipGap();
        if (_end is { } end && Distance(end) > 0) TellGap((uint)Distance(end));
    }

    private int Distance(uint at) => (int)(at - _next);

    private void Place(uint at, ReadOnlySpan<byte> bytes, long timeNs)
    {
        int ahead = Distance(at);
        if (ahead > WindowMax) return; // no window reaches so far (RFC 7323): it is of nothing that was sent
        if (ahead > 0)
        {
            counters.OutOfOrder++;
            Wait(at, bytes, timeNs);
            return;
        }

        if (ahead + bytes.Length <= 0) counters.Retransmitted++;
        else if (ahead < 0) counters.Overlaps++;
        Give(ahead, bytes, timeNs);
        while (_waiting.Count > 0 && Distance(_waiting[0].At) <= 0) GiveFirst();
    }

    private void Give(int ahead, ReadOnlySpan<byte> bytes, long timeNs)
    {
        if (ahead + bytes.Length <= 0) return;
        ReadOnlySpan<byte> rest = bytes[-ahead..];
        _next += (uint)rest.Length;
        taker.OnBytes(flow, rest, timeNs);
    }

    private void GiveFirst()
    {
        Waiting first = _waiting[0];
        _waiting.RemoveAt(0);
        _waitingBytes -= first.Bytes.Length + SegmentBytes;
        Give(Distance(first.At), first.Bytes, first.TimeNs);
    }

    private void Wait(uint at, ReadOnlySpan<byte> bytes, long timeNs)
    {
        int index = _waiting.Count;
        while (index > 0 && Distance(_waiting[index - 1].At) > Distance(at)) index--;
        if (index > 0 && _waiting[index - 1].At == at && _waiting[index - 1].Bytes.Length >= bytes.Length) return; // sent again
        _waiting.Insert(index, new Waiting(at, bytes.ToArray(), timeNs));
        _waitingBytes += bytes.Length + SegmentBytes;
    }

    private void SkipGap()
    {
        TellGap((uint)Distance(_waiting[0].At));
        while (_waiting.Count > 0 && Distance(_waiting[0].At) <= 0) GiveFirst();
    }

    private void TellGap(uint count)
    {
        counters.Gaps++;
        counters.MissingBytes += count;
        _next += count;
        taker.OnGap(flow, count);
    }

    private readonly record struct Waiting(uint At, byte[] Bytes, long TimeNs);
}
