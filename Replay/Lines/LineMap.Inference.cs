using System.Globalization;
using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

public sealed partial class LineMap
{
    private const int ProbeDatagramCount = 10_000;

    /// <summary>
    /// Finds the lines of captures: one destination is line A; of two, the one with the lower port is line A, which is how CME numbers
    /// them.
    /// </summary>
    /// <param name="files">The captures; their first 10,000 datagrams are looked at.</param>
    /// <returns>The map.</returns>
    /// <exception cref="LineMapException">There is no datagram, or there are more than two destinations.</exception>
    public static LineMap Infer(IReadOnlyList<CaptureFile> files)
    {
        var counts = Count(files);
        if (counts.Count == 0) throw new LineMapException($"{Names(files)}: no UDP datagram; is this a capture of market data?");
        if (counts.Count > 2)
        {
            var found = string.Join(", ", counts.OrderByDescending(pair => pair.Value)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} ({pair.Value} datagrams)")).Take(8));
            throw new LineMapException($"{Names(files)}: {counts.Count} destinations, so lines cannot be told: {found}. "
                + "Name them, such as --lines 224.0.31.64:14340=A,224.0.32.64:15340=B.");
        }

        return new LineMap(counts.Keys.OrderBy(destination => destination.Port)
            .ThenBy(destination => destination.Address.ToString(), StringComparer.Ordinal)
            .Select((destination, i) => (destination, i == 0 ? Line.A : Line.B)));
    }

    private static Dictionary<IPEndPoint, long> Count(IReadOnlyList<CaptureFile> files)
    {
        var counts = new Dictionary<IPEndPoint, long>();
        foreach (var file in files)
        {
            using var reader = file.CreateReader();
            for (var left = ProbeDatagramCount; left > 0 && reader.TryRead(out var record);)
            {
                if (FrameDecoder.Decode(record, out var datagram) != FrameOutcome.Udp) continue;
                var destination = datagram.ToDestination();
                counts[destination] = counts.GetValueOrDefault(destination) + 1;
                left--;
            }
        }

        return counts;
    }

    private static string Names(IReadOnlyList<CaptureFile> files) => string.Join(", ", files.Select(file => file.Path));
}
