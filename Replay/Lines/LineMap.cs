using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>Which destination belongs to which line.</summary>
public sealed partial class LineMap
{
    private const int EntryCountMax = 64;
    private readonly Entry[] _entries;
    private int _last;

    private LineMap(IEnumerable<(IPEndPoint Destination, Line Line)> entries) =>
        _entries = entries.Select(entry => new Entry(entry.Destination, entry.Line)).ToArray();

    /// <summary>The destinations and their lines.</summary>
    public IEnumerable<(IPEndPoint Destination, Line Line)> Entries => _entries.Select(entry => (entry.Destination, entry.Line));

    /// <summary>Reads a map such as <c>224.0.31.64:14340=A,224.0.32.64:15340=B</c>.</summary>
    /// <param name="text">The map: 1 to 64 entries.</param>
    /// <returns>The map.</returns>
    /// <exception cref="LineMapException">The text is not such a map.</exception>
    public static LineMap Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > EntryCountMax) throw new LineMapException($"'{text}' has {parts.Length} entries; give 1 to {EntryCountMax}.");
        return new LineMap(parts.Select(ParseEntry));
    }

    /// <summary>Finds a datagram's line.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="line">The line.</param>
    /// <returns>False when its destination is on no line.</returns>
    public bool TryGetLine(in UdpDatagram datagram, out Line line)
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            // Traffic comes in runs and in turns: begin with the one after the last.
            var at = (_last + i) % _entries.Length;
            var entry = _entries[at];
            if (entry.Port != datagram.DestinationPort || !datagram.Destination.SequenceEqual(entry.Address)) continue;
            _last = at;
            line = entry.Line;
            return true;
        }

        line = default;
        return false;
    }

    private static (IPEndPoint Destination, Line Line) ParseEntry(string part)
    {
        var at = part.LastIndexOf('=');
        if (at < 0 || !IPEndPoint.TryParse(part.AsSpan(0, at), out var destination) || destination.Port == 0)
        {
            throw new LineMapException($"'{part}' is not ADDRESS:PORT=LINE, such as 224.0.31.64:14340=A.");
        }

        return part[(at + 1)..].ToUpperInvariant() switch
        {
            "A" => (destination, Line.A),
            "B" => (destination, Line.B),
            var line => throw new LineMapException($"'{line}' in '{part}' is not a line; give A or B."),
        };
    }

    private sealed class Entry(IPEndPoint destination, Line line)
    {
        public readonly IPEndPoint Destination = destination;
        public readonly byte[] Address = destination.Address.GetAddressBytes();
        public readonly int Port = destination.Port;
        public readonly Line Line = line;
    }
}
