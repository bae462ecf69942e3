using System.Globalization;
using System.Runtime.InteropServices;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

public sealed partial class LineMap
{
    private const int ProbeDatagramCount = 10_000;
    private const int ListedCountMax = 12;

    /// <summary>The first 24 bits of 224.0.0.0/24: control traffic of the local network, such as mDNS, which no feed uses.</summary>
    private const uint LocalControlBlock = 0xE00000;

    /// <summary>
    /// Finds the lines of captures: a single destination is line A; of two with different ports, the one with the lower port is line A, which
    /// is how CME numbers them. Unicast counts only when there is no multicast.
    /// </summary>
    /// <param name="files">The captures; the first 10,000 datagrams of each are looked at.</param>
    /// <exception cref="LineMapException">There is no datagram, or the destinations do not tell the lines.</exception>
    public static LineMap Infer(IReadOnlyList<CaptureFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        (UdpEndpoint Destination, long Count)[] found = Candidates(Count(files));
        return found switch
        {
            [] => throw new LineMapException($"{Names(files)}: no UDP datagram that may be market data. Is this the right capture?"),
            [var only] => new LineMap([(only.Destination, FeedGroup.Of(Line.A))]),
            [var first, var second] when first.Destination.Port < second.Destination.Port => OfPair(first.Destination, second.Destination),
            [var first, var second] when first.Destination.Port > second.Destination.Port => OfPair(second.Destination, first.Destination),
            _ => throw new LineMapException(Undecided(files, found)),
        };
    }

    private static LineMap OfPair(UdpEndpoint lineA, UdpEndpoint lineB) => new([(lineA, FeedGroup.Of(Line.A)), (lineB, FeedGroup.Of(Line.B))]);

    private static Dictionary<UdpEndpoint, long> Count(IReadOnlyList<CaptureFile> files)
    {
        Dictionary<UdpEndpoint, long> counts = [];
        foreach (CaptureFile file in files)
        {
            FrameDecoder decoder = new();
            CaptureReader reader = file.CreateReader();
            while (decoder.Counters.Udp < ProbeDatagramCount && reader.TryRead(out CaptureRecord record))
            {
                if (!decoder.TryGetUdp(in record, out UdpDatagram datagram)) continue;
                CollectionsMarshal.GetValueRefOrAddDefault(counts, datagram.Destination, out _)++;
            }
        }

        return counts;
    }

    private static (UdpEndpoint Destination, long Count)[] Candidates(Dictionary<UdpEndpoint, long> counts)
    {
        bool hasMulticast = counts.Keys.Any(IsFeed);
        return [.. counts
            .Where(pair => !hasMulticast || IsFeed(pair.Key))
            .OrderByDescending(static pair => pair.Value)
            .ThenBy(static pair => pair.Key.Address)
            .ThenBy(static pair => pair.Key.Port)
            .Select(static pair => (pair.Key, pair.Value))];
    }

    private static bool IsFeed(UdpEndpoint destination) =>
        destination.IsMulticast && (destination.IsIPv6 || (uint)destination.Address >> 8 != LocalControlBlock);

    private static string Undecided(IReadOnlyList<CaptureFile> files, (UdpEndpoint Destination, long Count)[] found)
    {
        IEnumerable<string> listed = found.Take(ListedCountMax)
            .Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Destination} ({entry.Count} datagrams)"));
        string more = found.Length > ListedCountMax ? $" and {found.Length - ListedCountMax} more" : "";
        return $"{Names(files)}: {found.Length} destinations do not tell which is line A and which B: {string.Join(", ", listed)}{more}. "
            + $"Name them: --lines {found[0].Destination}=A,{found[1].Destination}=B";
    }

    private static string Names(IReadOnlyList<CaptureFile> files) => string.Join(", ", files.Select(static file => file.Path));
}
