using FeedHandler.Codecs.Dynamic;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect;

/// <summary>
/// Finds the framing of each destination: the first one by which a packet splits exactly into messages, the first of which a schema knows
/// and decodes. A destination keeps the framing that its first telling packet had.
/// </summary>
internal sealed class FramingProbe(SchemaCatalog catalog)
{
    private const int DestinationCountMax = 4096;
    private readonly Dictionary<UdpEndpoint, PacketFraming> _known = [];
    private UdpEndpoint _last;
    private PacketFraming? _lastFraming;

    /// <summary>The framing of a packet; null when none fits.</summary>
    public PacketFraming? Find(in UdpDatagram datagram)
    {
        if (_lastFraming is not null && _last == datagram.Destination) return _lastFraming;
        if (!_known.TryGetValue(datagram.Destination, out PacketFraming? framing))
        {
            framing = Try(datagram);
            if (framing is null) return null;
            if (_known.Count < DestinationCountMax) _known.Add(datagram.Destination, framing);
        }

        (_last, _lastFraming) = (datagram.Destination, framing);
        return framing;
    }

    private PacketFraming? Try(in UdpDatagram datagram)
    {
        foreach (PacketFraming framing in Framings.All)
        {
            if (Misfit(framing, datagram) is null) return framing;
        }

        return null;
    }

    /// <summary>What each framing would say of a packet that none fits, if it were named.</summary>
    public string Explain(in UdpDatagram datagram)
    {
        List<string> reasons = [];
        foreach (PacketFraming framing in Framings.All) reasons.Add($"{framing.Name}: {Misfit(framing, datagram)}");
        return string.Join("; ", reasons);
    }

    // Null when it fits. What was cut off cannot contradict: the first message has to be whole.
    private string? Misfit(PacketFraming framing, in UdpDatagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (!framing.TryReadHead(payload, out PacketHead head, out string? error)) return error;
        if (head.Length >= payload.Length) return $"no message behind the {head.Length} bytes of its header";
        if (!framing.TryReadFrame(payload, head.Length, out MessageFrame first, out error)) return error;
        if (Misfit(payload, first) is { } reason) return reason;
        int offset = first.HasLength ? first.End : payload.Length;
        while (offset < payload.Length)
        {
            if (!framing.TryReadFrame(payload, offset, out MessageFrame frame, out error)) return datagram.IsCut ? null : error;
            offset = frame.End;
        }

        return null;
    }

    private string? Misfit(ReadOnlySpan<byte> payload, in MessageFrame frame)
    {
        if (!catalog.TryChoose(payload, frame, out DynamicDecoder? decoder, out DynamicHeader header)) return catalog.Shortage(frame) ?? catalog.Lack(header);
        SilentVisitor visitor = default;
        DynamicDecodeResult result = MessageDecoding.Decode(decoder, payload, frame, header, ref visitor);
        return result.IsComplete ? null : $"{result.Status} in {result.Element}";
    }
}
