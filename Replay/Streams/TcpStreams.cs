namespace FeedHandler.Replay.Streams;

/// <summary>Puts the segments of captures in order, stream by stream. Bounded: of too many at once the one that was silent for longest is over.</summary>
/// <param name="taker">Takes the streams.</param>
public sealed class TcpStreams(IStreamTaker taker) : ISegmentTaker
{
    private const int CountMax = 512;
    private readonly Dictionary<TcpFlow, TcpStream> _streams = [];

    /// <summary>What was found so far.</summary>
    public TcpCounters Counters { get; } = new();

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment)
    {
        Counters.Segments++;
        bool isKnown = _streams.TryGetValue(segment.Flow, out TcpStream? stream);
        bool isBegin = segment.Header.IsSyn && !(isKnown && stream!.IsBegin(in segment));
        if (isKnown && (isBegin || stream!.IsOver && !segment.Payload.IsEmpty)) End(segment.Flow);
        if (!isKnown || isBegin || !_streams.ContainsKey(segment.Flow))
        {
            if (!segment.Header.IsSyn && segment.Payload.IsEmpty) return; // nothing begins with a mere acknowledgement
            stream = Begin(in segment);
        }

        stream!.Take(in segment);
        if (!segment.Header.IsRst) return;
        End(segment.Flow);
        End(segment.Flow.Reverse);
    }

    /// <summary>Gives what waits of every stream, as the captures have ended.</summary>
    public void Flush()
    {
        foreach (TcpFlow flow in _streams.Keys.ToArray()) End(flow);
    }

    private TcpStream Begin(in TcpSegment segment)
    {
        if (_streams.Count == CountMax) End(_streams.MinBy(static pair => pair.Value.LastNs).Key);
        TcpStream stream = new(segment.Flow, Counters, taker);
        _streams[segment.Flow] = stream;
        stream.Begin(in segment);
        return stream;
    }

    private void End(TcpFlow flow)
    {
        if (_streams.Remove(flow, out TcpStream? stream)) stream.Flush();
    }
}
