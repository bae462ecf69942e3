using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay;

/// <summary>A receiver whose packets come from captures, as fast as they are asked for. Allocates nothing after start.</summary>
public sealed class CaptureReceiver : IReceiver, IDisposable
{
    private readonly CaptureMerge _merge;
    private readonly LineMap _lines;
    private readonly TrailerKind _trailer;

    /// <summary>Starts at the beginning of the captures.</summary>
    /// <param name="files">The captures, merged by time; they must stay open.</param>
    /// <param name="lines">Which destination is which line; others are counted and passed over.</param>
    /// <param name="trailer">Whose time stamps are the receive times, where frames carry them.</param>
    public CaptureReceiver(IReadOnlyList<CaptureFile> files, LineMap lines, TrailerKind trailer = TrailerKind.None)
    {
        _merge = new CaptureMerge(files);
        _lines = lines;
        _trailer = trailer;
    }

    /// <summary>What the frames were.</summary>
    public FrameCounters Frames { get; } = new();

    /// <summary>The captures, for how each ended.</summary>
    public CaptureMerge Captures => _merge;

    /// <summary>The receive time of the first packet, nanoseconds since the Unix epoch; 0 before it.</summary>
    public long FirstRxNs { get; private set; }

    /// <summary>The receive time of the last packet so far.</summary>
    public long LastRxNs { get; private set; }

    /// <inheritdoc/>
    public bool IsCompleted { get; private set; }

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        var count = 0;
        while (count < packetLimit)
        {
            if (!_merge.TryRead(out var record))
            {
                IsCompleted = true;
                break;
            }

            var outcome = FrameDecoder.Decode(record, out var datagram);
            Frames.Count(outcome);
            if (outcome != FrameOutcome.Udp || !TryGetLine(datagram, out var line)) continue;
            handler.OnPacket(new Packet(datagram.Payload, Receive(record, datagram), line));
            count++;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _merge.Dispose();

    private bool TryGetLine(in UdpDatagram datagram, out Line line)
    {
        if (_lines.TryGetLine(datagram, out line)) return true;
        Frames.OtherDestination++;
        return false;
    }

    private long Receive(in CaptureRecord record, in UdpDatagram datagram)
    {
        var rxNs = record.TimestampNs;
        if (_trailer != TrailerKind.None && CaptureTrailer.TryRead(datagram.Excess, _trailer, rxNs, out var trailerNs))
        {
            rxNs = trailerNs;
            Frames.Trailers++;
        }

        if (FirstRxNs == 0) FirstRxNs = rxNs;
        LastRxNs = rxNs;
        return rxNs;
    }
}
