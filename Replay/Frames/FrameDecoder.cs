using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Frames;

/// <summary>
/// Finds the UDP datagram in a captured frame: Ethernet with any stack of VLAN tags, Linux cooked, loopback and raw IP; IPv4 with options
/// and IPv6 with extension headers. Checksums are not verified, because offloading captures them unfinished. For one thread; allocates nothing.
/// </summary>
public sealed class FrameDecoder
{
    /// <summary>What became of the frames so far.</summary>
    public FrameCounters Counters { get; } = new();

    /// <summary>
    /// Which trailer the frames end in. With any but <see cref="TrailerKind.None"/> the time of the device on the wire, in a trailer or
    /// in a switch's header, becomes the datagram's; a frame without it keeps the capture's and is counted.
    /// </summary>
    public TrailerKind Trailer { get; set; }

    /// <summary>Whether datagrams are given too of which the capture kept only the beginning. They are counted as frames captured too short all the
    /// same.</summary>
    public bool GivesCut { get; set; }

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

    private FrameOutcome Decode(in CaptureRecord record, out UdpDatagram datagram)
    {
        FrameOutcome outcome = FrameParser.Read(record.Bytes, record.OriginalLength, record.LinkType, out FrameLayout layout);
        datagram = default;
        if (outcome == FrameOutcome.Udp || (outcome == FrameOutcome.Truncated && layout.IsCut && GivesCut)) datagram = DatagramOf(in record, in layout);
        else if (outcome is FrameOutcome.NotIp or FrameOutcome.NotUdp or FrameOutcome.UnknownLinkType) Note(outcome, in record, in layout);
        return outcome;
    }

    private UdpDatagram DatagramOf(in CaptureRecord record, scoped in FrameLayout layout)
    {
        TimeSource source = ReadTime(in record, in layout, out long timestampNs);
        UdpDatagram datagram = new()
        {
            Payload = layout.PayloadOf(record.Bytes),
            Source = new UdpEndpoint(NumberOf(layout.SourceOf(record.Bytes), in layout), layout.SourcePortOf(record.Bytes), layout.IsIPv6),
            Destination = new UdpEndpoint(NumberOf(layout.DestinationOf(record.Bytes), in layout), layout.DestinationPortOf(record.Bytes), layout.IsIPv6),
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

    private TimeSource ReadTime(in CaptureRecord record, in FrameLayout layout, out long timestampNs)
    {
        timestampNs = record.TimestampNs;
        if (Trailer == TrailerKind.None) return TimeSource.Capture;
        if (CaptureTrailer.TryRead(Trailer, in record, in layout, out timestampNs))
        {
            Counters.DeviceTimes++;
            return TimeSource.Trailer;
        }

        if (layout.TimeHeaderOffset > 0 && AristaHeader.TryRead(in record, layout.TimeHeaderOffset, out timestampNs))
        {
            Counters.DeviceTimes++;
            return TimeSource.Header;
        }

        Counters.TrailersMissing++;
        timestampNs = record.TimestampNs;
        return TimeSource.Capture;
    }

    // An endpoint has an IPv4 address in its low 32 bits alone.
    private static UInt128 NumberOf(UInt128 address, in FrameLayout layout) => layout.IsIPv6 ? address : (uint)address;
}
