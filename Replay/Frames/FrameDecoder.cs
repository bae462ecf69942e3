using System.Runtime.CompilerServices;
using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Fragments;
using FeedHandler.Replay.Streams;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Frames;

/// <summary>
/// Finds the UDP datagram in a captured frame: Ethernet with any stack of VLAN tags, Linux cooked, loopback and raw IP; IPv4 with options
/// and IPv6 with extension headers. Tunnels are taken off and fragments put together. Checksums are not verified, because offloading captures them unfinished.
/// For one thread; allocates nothing but room for fragments, once.
/// </summary>
public sealed class FrameDecoder
{
    private readonly FrameOpener _opener;

    /// <summary>Begins without fragments.</summary>
    public FrameDecoder() => _opener = new FrameOpener(Counters);

    /// <summary>What became of the frames so far.</summary>
    public FrameCounters Counters { get; } = new();

    /// <summary>Which destinations are groups of the feed, so that UDP to them is of no tunnel, whatever its port is; null when none is known.</summary>
    public Predicate<UdpEndpoint>? IsGroup
    {
        get => _opener.IsGroup;
        set => _opener.IsGroup = value;
    }

    /// <summary>Takes TCP segments, which are then not among the details of other protocols; null when nobody does.</summary>
    public ISegmentTaker? Segments { get; set; }

    /// <summary>Which of several captures the frames are of: fragments of different ones make no packet.</summary>
    public int Origin { get; set; }

    /// <summary>
    /// Which trailer the frames end in. With any but <see cref="TrailerKind.None"/> the time of the device on the wire, in a trailer or
    /// in a switch's header, becomes the datagram's; a frame without it keeps the capture's and is counted.
    /// </summary>
    public TrailerKind Trailer { get; set; }

    /// <summary>Whether datagrams are given too of which the capture kept only the beginning. They are counted as frames captured too short all the
    /// same.</summary>
    public bool GivesCut { get; set; }

    /// <summary>The packets of which fragments came.</summary>
    internal Reassembler Packets => _opener.Packets;

    /// <summary>Of which packet the last frame was a fragment, as <see cref="Reassembler.LastNumber"/> counts them; 0 when it was none.</summary>
    internal long FragmentOf { get; private set; }

    /// <summary>Looks for a datagram, and counts what the frame was.</summary>
    /// <param name="record">The captured frame.</param>
    /// <param name="datagram">The datagram; empty when there is none.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryGetUdp(in CaptureRecord record, out UdpDatagram datagram)
    {
        FrameOutcome outcome = Decode(in record, out datagram);
        Counters.Count(outcome);
        return outcome == FrameOutcome.Udp || datagram.IsCut;
    }

    /// <summary>Begins again: without fragments, all counters at zero.</summary>
    public void Reset()
    {
        Counters.Reset();
        _opener.Packets.Clear();
    }

    private FrameOutcome Decode(in CaptureRecord record, out UdpDatagram datagram)
    {
        FrameOutcome outcome = FrameParser.Read(record.Bytes, record.OriginalLength, record.LinkType, out FrameLayout layout);
        if (outcome != FrameOutcome.Udp || VxlanHeader.IsPort(layout.DestinationPortOf(record.Bytes))) return Open(in record, outcome, in layout, out datagram);
        FragmentOf = 0;
        datagram = DatagramOf(in record, record.Bytes, in layout, in layout);
        return outcome;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FrameOutcome Open(in CaptureRecord record, FrameOutcome outcome, scoped in FrameLayout outer, out UdpDatagram datagram)
    {
        OpenFrame frame = new() { Bytes = record.Bytes, WireBytes = record.OriginalLength, Outcome = outcome, Layout = outer };
        _opener.Open(ref frame, in record, Origin);
        FragmentOf = Packets.LastNumber;
        FrameLayout layout = frame.Layout;
        datagram = default;
        if (frame.Outcome == FrameOutcome.Udp || (frame.Outcome == FrameOutcome.Truncated && layout.IsCut && GivesCut))
            datagram = DatagramOf(in record, frame.Bytes, in layout, in outer);
        else if (frame.Outcome == FrameOutcome.NotUdp && Segments is not null && TryGiveSegment(in frame, in layout, record.TimestampNs)) return frame.Outcome;
        else if (frame.Outcome is FrameOutcome.NotIp or FrameOutcome.NotUdp or FrameOutcome.UnknownLinkType) Note(frame.Outcome, in record, in layout);
        return frame.Outcome;
    }

    private bool TryGiveSegment(scoped in OpenFrame frame, scoped in FrameLayout layout, long timestampNs)
    {
        if (!TcpHeader.TryRead(frame.Bytes, in layout, out TcpHeader header, out ReadOnlySpan<byte> payload)) return false;
        ReadOnlySpan<byte> bytes = frame.Bytes;
        TcpFlow flow = new(UdpEndpoint.SourceOf(bytes, in layout), UdpEndpoint.DestinationOf(bytes, in layout)); // TCP has its ports where UDP has them
        TcpSegment segment = new() { Flow = flow, Header = header, Payload = payload, TimestampNs = timestampNs };
        Segments!.OnSegment(in segment);
        return true;
    }

    private UdpDatagram DatagramOf(in CaptureRecord record, ReadOnlySpan<byte> frame, scoped in FrameLayout layout, scoped in FrameLayout outer)
    {
        TimeSource source = ReadTime(in record, frame, in layout, in outer, out long timestampNs);
        UdpDatagram datagram = new()
        {
            Payload = layout.PayloadOf(frame),
            Source = UdpEndpoint.SourceOf(frame, in layout),
            Destination = UdpEndpoint.DestinationOf(frame, in layout),
            TimestampNs = timestampNs,
            CaptureNs = record.TimestampNs,
            TimeSource = source,
            HasTime = record.HasTime || source != TimeSource.Capture,
            IsCut = layout.IsCut,
        };
        if (!datagram.HasTime) Counters.Timeless++;
        if (TunnelPorts.NameOf(datagram.Destination.Port) is not null) Counters.Note(FrameOutcome.Udp, datagram.Destination.Port);
        return datagram;
    }

    private void Note(FrameOutcome outcome, in CaptureRecord record, scoped in FrameLayout layout) => Counters.Note(outcome, outcome switch
    {
        FrameOutcome.NotUdp => layout.Protocol,
        FrameOutcome.UnknownLinkType => (int)record.LinkType,
        _ => layout.EtherType,
    });

    // A tap's time stands nearest to the packet: within a tunnel that a switch made behind the tap, or around one that was there before.
    private TimeSource ReadTime(
        in CaptureRecord record, ReadOnlySpan<byte> frame, scoped in FrameLayout layout, scoped in FrameLayout outer, out long timestampNs)
    {
        timestampNs = record.TimestampNs;
        if (Trailer == TrailerKind.None) return TimeSource.Capture;
        if (CaptureTrailer.TryRead(Trailer, frame, in layout, in record, out timestampNs)
            || CaptureTrailer.TryRead(Trailer, record.Bytes, in outer, in record, out timestampNs))
        {
            Counters.DeviceTimes++;
            return TimeSource.Trailer;
        }

        if ((layout.TimeHeaderOffset > 0 && AristaHeader.TryRead(frame[layout.TimeHeaderOffset..], record.TimestampNs, out timestampNs))
            || (outer.TimeHeaderOffset > 0 && AristaHeader.TryRead(record.Bytes[outer.TimeHeaderOffset..], record.TimestampNs, out timestampNs)))
        {
            Counters.DeviceTimes++;
            return TimeSource.Header;
        }

        Counters.TrailersMissing++;
        timestampNs = record.TimestampNs;
        return TimeSource.Capture;
    }
}
