using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>Looks at the beginning of captures.</summary>
internal static class GroupSampling
{
    private const int DatagramCountMax = 20_000;
    private const int DatagramsOfFileMin = 1_000;

    /// <summary>The first 24 bits of 224.0.0.0/24: control traffic of the local network, such as mDNS, which no feed uses.</summary>
    private const uint LocalControlBlock = 0xE00000;

    /// <summary>
    /// The destinations that may be groups of a feed, by port, then by address: multicast, or unicast when there is no multicast. The first 20,000 datagrams
    /// are looked at, shared out among the files.
    /// </summary>
    /// <param name="files">The captures.</param>
    /// <param name="isGroup">Which destinations are known to be groups, so that what is sent there is of no tunnel; null when none is.</param>
    /// <exception cref="CaptureFormatException">There is no datagram in them; the message says why.</exception>
    public static List<GroupSample> Take(IReadOnlyList<CaptureFile> files, Predicate<UdpEndpoint>? isGroup = null)
    {
        Dictionary<UdpEndpoint, GroupSample> samples = [];
        int countMax = Math.Max(DatagramCountMax / Math.Max(files.Count, 1), DatagramsOfFileMin);
        for (int i = 0; i < files.Count; i++) Take(files[i].CreateReader(i), countMax, isGroup, samples);
        if (samples.Count == 0) throw CaptureLack.Of(files);
        bool hasMulticast = samples.Keys.Any(IsFeed);
        return [.. samples.Values
            .Where(sample => !hasMulticast || IsFeed(sample.Destination))
            .OrderBy(static sample => sample.Destination.Port)
            .ThenBy(static sample => sample.Destination.Address)];
    }

    private static void Take(CaptureReader reader, int countMax, Predicate<UdpEndpoint>? isGroup, Dictionary<UdpEndpoint, GroupSample> samples)
    {
        FrameDecoder decoder = new() { IsGroup = isGroup };
        while (decoder.Counters.Udp < countMax && reader.TryRead(out CaptureRecord record))
        {
            if (!decoder.TryGetUdp(in record, out UdpDatagram datagram)) continue;
            if (!samples.TryGetValue(datagram.Destination, out GroupSample? sample))
                samples.Add(datagram.Destination, sample = new GroupSample(datagram.Destination));
            sample.Add(datagram.Payload);
        }
    }

    private static bool IsFeed(UdpEndpoint destination) =>
        destination.IsMulticast && (destination.IsIPv6 || (uint)destination.Address >> 8 != LocalControlBlock);
}
