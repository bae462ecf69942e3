using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Host.Inspect.Output;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Inspect;

/// <summary>Splits packets into messages, decodes them, and gives those that the filter allows to a sink.</summary>
/// <param name="catalog">The schemas.</param>
/// <param name="settings">What to show, and how packets are split.</param>
/// <param name="sink">Shows.</param>
internal sealed class Inspector(SchemaCatalog catalog, InspectSettings settings, IMessageSink sink)
{
    private readonly FramingProbe _probe = new(catalog);

    /// <summary>What was found so far.</summary>
    public InspectCounts Counts { get; } = new();

    /// <summary>Whether as many messages were shown as asked for.</summary>
    public bool IsDone => Counts.Shown >= settings.CountMax;

    /// <summary>Why nothing may have been shown, though the filter is right; null when there is nothing to say.</summary>
    public string? Lack => Counts.Shown > 0 || settings.Filter.Symbols is not { AreFound: false }
        ? null
        : "no definition in the captures has the symbol of --filter security";

    /// <summary>Inspects one packet.</summary>
    /// <param name="datagram">The packet.</param>
    /// <param name="options">What stands beside its frame.</param>
    public void OnPacket(in UdpDatagram datagram, CaptureOptions options = default)
    {
        Counts.Packets++;
        if (datagram.IsCut) Counts.CutPackets++;
        InspectedPacket packet = new() { Number = Counts.Packets, Datagram = datagram, Options = options, Feed = FeedOf(datagram) };
        if ((settings.Framing ?? _probe.Find(datagram)) is not { } framing)
        {
            if (datagram.IsCut) return;
            Counts.UnknownPackets++;
            if (IsShownWhole(packet))
                sink.BadPacket(packet, 0, $"no framing and no schema fits; name them with --framing and --schema: {_probe.Explain(datagram)}");
            return;
        }

        bool isGood = framing.TryReadHead(datagram.Payload, out PacketHead head, out string? error);
        packet = new() { Number = packet.Number, Datagram = datagram, Options = options, Feed = packet.Feed, Framing = framing, Head = head };
        if (isGood) Walk(packet, framing);
        else OnBadPacket(packet, 0, error!);
    }

    private void Walk(in InspectedPacket packet, PacketFraming framing)
    {
        bool isAllowed = settings.Filter.Allows(packet);
        int offset = packet.Head.Length;
        for (int index = 0; offset < packet.Payload.Length && !IsDone; index++)
        {
            if (framing.TryReadFrame(packet.Payload, offset, out MessageFrame frame, out string? error)) error = catalog.Shortage(frame);
            if (error is not null)
            {
                OnBadPacket(packet, offset, error);
                return;
            }

            int next = OnMessage(packet, new InspectedMessage(index, frame, frame.Header), isAllowed);
            if (next <= offset) return;
            offset = next;
        }
    }

    /// <summary>Returns where the next message begins; 0 when that is not known.</summary>
    private int OnMessage(in InspectedPacket packet, in InspectedMessage found, bool isAllowed)
    {
        if (packet.Datagram.IsCut && !found.Frame.HasLength && !IsWhole(packet, found.Frame)) return 0;
        if (!catalog.TryChoose(packet.Payload, found.Frame, out DynamicDecoder? decoder, out DynamicHeader header))
            return OnUnknown(packet, found with { Header = header }, isAllowed);
        InspectedMessage message = found with { Header = header };
        _ = decoder.Schema.TryGetMessage(header.TemplateId.GetValueOrDefault(), out SbeMessage? template);
        Count(header, template!.Name);
        settings.Filter.Symbols?.Learn(packet, message, decoder, template);
        DynamicDecodeResult result = Decode(packet, message, decoder, isAllowed && settings.Filter.Allows(header, template.Name));
        if (!result.IsComplete) Counts.MalformedMessages++;
        return message.Frame.HasLength || result.IsComplete ? MessageDecoding.NextOffset(message.Frame, result) : 0;
    }

    // Only decoding tells where a message without a length ends, and so whether it is all there.
    private bool IsWhole(in InspectedPacket packet, in MessageFrame frame)
    {
        SilentVisitor silent = default;
        return catalog.TryChoose(packet.Payload, frame, out DynamicDecoder? decoder, out DynamicHeader header)
            && MessageDecoding.Decode(decoder, packet.Payload, frame, header, ref silent).IsComplete;
    }

    private DynamicDecodeResult Decode(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder, bool isAllowed)
    {
        DynamicDecodeResult result = default;
        if (isAllowed && settings.Filter.HasFields)
        {
            isAllowed = settings.Filter.Allows(packet, message.Frame, message.Header, decoder, out result);
            if (!isAllowed) return result;
        }

        if (isAllowed)
        {
            Counts.Shown++;
            return sink.Message(packet, message, decoder);
        }

        SilentVisitor silent = default;
        return MessageDecoding.Decode(decoder, packet.Payload, message.Frame, message.Header, ref silent);
    }

    private int OnUnknown(in InspectedPacket packet, in InspectedMessage message, bool isAllowed)
    {
        DynamicHeader header = message.Header;
        Count(header, name: null);
        if (isAllowed && !settings.Filter.HasFields && settings.Filter.Allows(header, ""))
        {
            Counts.Shown++;
            sink.UnknownMessage(packet, message, catalog.Lack(header) + "; give one that has it with --schema");
        }

        return message.Frame.HasLength ? message.Frame.End : 0;
    }

    private void OnBadPacket(in InspectedPacket packet, int offset, string error)
    {
        if (packet.Datagram.IsCut) return; // here the capture ended
        Counts.MalformedPackets++;
        if (IsShownWhole(packet)) sink.BadPacket(packet, offset, error);
    }

    private bool IsShownWhole(in InspectedPacket packet) => settings.Filter.AsksOnlyOfPackets && settings.Filter.Allows(packet);

    private void Count(in DynamicHeader header, string? name) =>
        Counts.Count(header.SchemaId ?? -1, header.Version ?? -1, header.TemplateId ?? -1, name);

    private FeedGroup? FeedOf(in UdpDatagram datagram) =>
        settings.Lines is { } lines && lines.TryGetGroup(datagram.Destination, out int group) ? lines.Feed[group] : null;
}
