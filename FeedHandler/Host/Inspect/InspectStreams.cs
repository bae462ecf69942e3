using System.Globalization;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Streams;

namespace FeedHandler.Host.Inspect;

/// <summary>TCP streams of captures, put in order and cut into messages, each inspected as a packet.</summary>
internal sealed class InspectStreams : IStreamTaker, IStreamMessageTaker
{
    private const int GapsTold = 16;
    private const int PassedMax = 4096;
    private readonly Inspector _inspector;
    private readonly StreamMessages _messages;
    private readonly TcpStreams _streams;
    private readonly Dictionary<TcpFlow, long> _passed = [];
    private readonly List<string> _gaps = [];

    /// <summary>Takes the segments that a decoder finds.</summary>
    /// <param name="inspector">Takes the messages.</param>
    /// <param name="decoder">Finds the segments.</param>
    public InspectStreams(Inspector inspector, FrameDecoder decoder)
    {
        _inspector = inspector;
        _messages = new StreamMessages(this);
        _streams = new TcpStreams(this);
        decoder.Segments = _streams;
    }

    /// <summary>Gives what waits, as the captures have ended.</summary>
    public void Flush()
    {
        _streams.Flush();
        _messages.Flush();
    }

    /// <inheritdoc/>
    public void OnBegin(TcpFlow flow)
    {
        if (_passed.Count >= PassedMax) _passed.Clear(); // of streams that are told no more, places in gaps are not known
        _passed[flow] = 0;
        _messages.OnBegin(flow);
    }

    /// <inheritdoc/>
    public void OnBytes(TcpFlow flow, ReadOnlySpan<byte> bytes, long timeNs)
    {
        _passed[flow] = _passed.GetValueOrDefault(flow) + bytes.Length;
        _messages.OnBytes(flow, bytes, timeNs);
    }

    /// <inheritdoc/>
    public void OnGap(TcpFlow flow, uint count)
    {
        long passed = _passed.GetValueOrDefault(flow);
        if (_gaps.Count < GapsTold) _gaps.Add(Text($"{flow}: {count} bytes missing behind the first {passed}"));
        _passed[flow] = passed + count;
        _messages.OnGap(flow, count);
    }

    /// <inheritdoc/>
    public void OnMessage(TcpFlow flow, StreamFraming framing, ReadOnlySpan<byte> message, long timeNs)
    {
        if (_inspector.IsDone) return;
        UdpDatagram packet = new()
        {
            Payload = message,
            Source = flow.Source,
            Destination = flow.Destination,
            TimestampNs = timeNs,
            CaptureNs = timeNs,
            HasTime = true,
        };
        _inspector.OnPacket(in packet);
    }

    /// <summary>Tells what was found.</summary>
    public void Write(TextPage output)
    {
        TcpCounters counters = _streams.Counters;
        output.WriteLine(Text($"TCP: {counters.Streams} streams, {counters.MidStreams} of them without their begin; {counters.Segments} segments, ")
            + Text($"{counters.OutOfOrder} out of order, {counters.Retransmitted} sent again, {counters.Overlaps} overlapping; ")
            + Text($"{_messages.MessageCount} messages, {_messages.OtherBytes} bytes in none"));
        if (counters.Gaps == 0) return;
        output.WriteLine(Text($"TCP: {counters.Gaps} gaps, {counters.MissingBytes} bytes are not in the captures"));
        foreach (string gap in _gaps) output.WriteLine(gap);
        if (counters.Gaps > _gaps.Count) output.WriteLine(Text($"and {counters.Gaps - _gaps.Count} more"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
