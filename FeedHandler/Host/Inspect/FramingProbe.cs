using FeedHandler.Codecs.Dynamic;
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
            if (Fits(framing, datagram.Payload, datagram.IsCut)) return framing;
        }

        return null;
    }

    // What was cut off cannot contradict: the first message has to be whole.
    private bool Fits(PacketFraming framing, ReadOnlySpan<byte> payload, bool isCut)
    {
        if (!framing.TryReadHead(payload, out PacketHead head, out _) || head.Length >= payload.Length) return false;
        if (!framing.TryReadFrame(payload, head.Length, out MessageFrame first, out _) || !IsDecoded(payload, first)) return false;
        int offset = first.HasLength ? first.End : payload.Length;
        while (offset < payload.Length)
        {
            if (!framing.TryReadFrame(payload, offset, out MessageFrame frame, out _)) return isCut;
            offset = frame.End;
        }

        return true;
    }

    private bool IsDecoded(ReadOnlySpan<byte> payload, in MessageFrame frame)
    {
        if (!catalog.TryChoose(payload, frame, out DynamicDecoder? decoder, out DynamicHeader header)) return false;
        SilentVisitor visitor = default;
        return MessageDecoding.Decode(decoder, payload, frame, header, ref visitor).IsComplete;
    }
}
