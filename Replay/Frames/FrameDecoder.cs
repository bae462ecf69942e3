using System.Buffers.Binary;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Frames;

/// <summary>
/// Finds the UDP datagram in a captured frame: Ethernet with any stack of VLAN tags, Linux cooked, loopback and raw IP; IPv4 with options
/// and IPv6 with extension headers. Checksums are not verified, because offloading captures them unfinished. For one thread; allocates nothing.
/// </summary>
public sealed class FrameDecoder
{
    private const byte UdpProtocol = 17;
    private const int UdpBytes = 8;

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
        FrameLayout layout = default;
        datagram = default;
        FrameOutcome outcome = LinkLayer.Read(in record, ref layout);
        if (outcome != FrameOutcome.Udp) return Note(outcome, in record, in layout);
        outcome = InternetLayer.Read(in record, ref layout);
        if (outcome != FrameOutcome.Udp) return outcome;
        if (layout.Protocol != UdpProtocol) return Note(FrameOutcome.NotUdp, in record, in layout);
        return layout.IsFragment ? FrameOutcome.Fragment : ReadUdp(in record, in layout, out datagram);
    }

    private FrameOutcome ReadUdp(in CaptureRecord record, scoped in FrameLayout layout, out UdpDatagram datagram)
    {
        datagram = default;
        int udpOffset = layout.TransportOffset;
        if (udpOffset + UdpBytes > layout.NetworkEnd) return layout.HasNetworkLength ? FrameOutcome.Malformed : FrameLayout.TooShort(in record);
        if (udpOffset + UdpBytes > record.Bytes.Length) return FrameLayout.TooShort(in record);
        ReadOnlySpan<byte> udp = record.Bytes[udpOffset..];
        int length = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        if (length == 0 && !layout.HasNetworkLength) length = udp.Length; // a jumbogram, or cut up by the network card later
        if (length < UdpBytes) return FrameOutcome.Malformed;
        if (layout.HasNetworkLength && udpOffset + length > layout.NetworkEnd) return FrameOutcome.Malformed;
        bool isCut = length > udp.Length;
        if (isCut && !(GivesCut && record.IsTruncated)) return FrameLayout.TooShort(in record);
        TimeSource source = ReadTime(in record, in layout, out long timestampNs);
        datagram = new UdpDatagram
        {
            Payload = udp[UdpBytes..Math.Min(length, udp.Length)],
            Source = EndpointAt(record.Bytes, in layout, isDestination: false),
            Destination = EndpointAt(record.Bytes, in layout, isDestination: true),
            TimestampNs = timestampNs,
            CaptureNs = record.TimestampNs,
            TimeSource = source,
            HasTime = record.HasTime || source != TimeSource.Capture,
            IsCut = isCut,
        };
        if (!datagram.HasTime) Counters.Timeless++;
        if (TunnelPorts.NameOf(datagram.Destination.Port) is not null) Counters.Note(FrameOutcome.Udp, datagram.Destination.Port);
        return isCut ? FrameOutcome.Truncated : FrameOutcome.Udp;
    }

    private FrameOutcome Note(FrameOutcome outcome, in CaptureRecord record, scoped in FrameLayout layout)
    {
        Counters.Note(outcome, outcome switch
        {
            FrameOutcome.NotUdp => layout.Protocol,
            FrameOutcome.UnknownLinkType => (int)record.LinkType,
            _ => layout.EtherType,
        });
        return outcome;
    }

    private TimeSource ReadTime(in CaptureRecord record, in FrameLayout layout, out long timestampNs)
    {
        timestampNs = record.TimestampNs;
        if (Trailer == TrailerKind.None) return TimeSource.Capture;
        if (CaptureTrailer.TryRead(Trailer, in record, in layout, out timestampNs))
        {
            Counters.DeviceTimes++;
            return TimeSource.Trailer;
        }

        if (layout.HasHeaderTime)
        {
            Counters.DeviceTimes++;
            timestampNs = layout.HeaderTimeNs;
            return TimeSource.Header;
        }

        Counters.TrailersMissing++;
        timestampNs = record.TimestampNs;
        return TimeSource.Capture;
    }

    private static UdpEndpoint EndpointAt(ReadOnlySpan<byte> frame, in FrameLayout layout, bool isDestination)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(frame[(layout.TransportOffset + (isDestination ? 2 : 0))..]);
        ReadOnlySpan<byte> network = frame[layout.NetworkOffset..];
        return layout.EtherType == FrameLayout.IPv4Type
            ? UdpEndpoint.OfIPv4(BinaryPrimitives.ReadUInt32BigEndian(network[(isDestination ? 16 : 12)..]), port)
            : new UdpEndpoint(BinaryPrimitives.ReadUInt128BigEndian(network[(isDestination ? 24 : 8)..]), port, IsIPv6: true);
    }
}
