using System.Text;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Messages for people: a line for the packet, one for the message, then its fields, as values or beside their bytes.</summary>
internal sealed class TextSink : IMessageSink
{
    private const int RawBytesMax = 256;
    private readonly OutputBuffer _output;
    private readonly ValueWriter _values;
    private readonly HexRows? _rows;
    private readonly EndpointTexts _endpoints = new();
    private long _shownPacket;

    /// <summary>Writes to an output.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="isHex">Whether bytes are shown too.</param>
    public TextSink(OutputBuffer output, bool isHex)
    {
        _output = output;
        _values = new ValueWriter(output);
        _rows = isHex ? new HexRows(output, _values) : null;
    }

    /// <inheritdoc/>
    public DynamicDecodeResult Message(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder)
    {
        ShowPacket(packet);
        _ = decoder.Schema.TryGetMessage(message.Header.TemplateId.GetValueOrDefault(), out SbeMessage? template);
        ShowMessage(message, template?.Name ?? "");
        DynamicDecodeResult result = _rows is null ? Values(packet, message, decoder) : Bytes(packet, message, decoder);
        if (!result.IsComplete)
        {
            int at = message.Frame.HeaderOffset + result.Offset;
            _output.Append($"    MALFORMED: {result.Status} in {PlainName.Of(result.Element)} at byte {at} of the packet\n");
        }

        _output.FlushFull();
        return result;
    }

    /// <inheritdoc/>
    public void UnknownMessage(in InspectedPacket packet, in InspectedMessage message, string reason)
    {
        ShowPacket(packet);
        ShowMessage(message, "UNKNOWN");
        ShowRaw(packet.Payload[message.Frame.Offset..message.Frame.End], reason);
    }

    /// <inheritdoc/>
    public void BadPacket(in InspectedPacket packet, int offset, string reason)
    {
        ShowPacket(packet);
        ShowRaw(packet.Payload[offset..], packet.Framing is null ? $"UNKNOWN: {reason}" : $"MALFORMED at byte {offset} of the packet: {reason}");
    }

    private DynamicDecodeResult Values(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder)
    {
        TextVisitor visitor = new(_output, _values);
        DynamicDecodeResult result = MessageDecoding.Decode(decoder, packet.Payload, message.Frame, message.Header, ref visitor);
        visitor.EndLineOfEntry();
        return result;
    }

    private DynamicDecodeResult Bytes(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder)
    {
        MessageFrame frame = message.Frame;
        HexRows rows = _rows!;
        rows.Begin(packet.Payload[frame.Offset..frame.HeaderOffset], frame.Offset);
        rows.Finish(frame.HasOwnHeader ? "message header" : "framing");
        int headerSize = frame.HasOwnHeader ? 0 : decoder.Schema.HeaderSize;
        rows.Begin(packet.Payload[frame.HeaderOffset..frame.End], frame.HeaderOffset);
        if (headerSize > 0) rows.Row(0, headerSize, HeaderText(message.Header), 0);
        HexVisitor visitor = new(rows, decoder.Schema.Schema.ByteOrder, headerSize);
        DynamicDecodeResult result = MessageDecoding.Decode(decoder, packet.Payload, frame, message.Header, ref visitor);
        if (frame.HasLength || !result.IsComplete) rows.Finish(result.IsComplete ? "behind the last element" : "not decoded");
        return result;
    }

    private void ShowPacket(in InspectedPacket packet)
    {
        if (_shownPacket == packet.Number) return;
        _shownPacket = packet.Number;
        UdpDatagram datagram = packet.Datagram;
        _output.Append($"packet {packet.Number}  {(datagram.HasTime ? TimeText.Of(datagram.TimestampNs) : "no time")}  ");
        _output.Append($"{_endpoints.Of(datagram.Source)} > {_endpoints.Of(datagram.Destination)}");
        if (packet.Feed is { } feed) _output.Append($" line {LineMap.NameOf(feed)}");
        if (packet.Framing is not null) _output.Append($"  {packet.Framing.Name}");
        if (packet.Head.Channel is { } channel) _output.Append($" channel {channel}");
        if (packet.Head.SeqNum is { } seqNum) _output.Append($" seq {seqNum}");
        if (packet.Head.SendingTimeNs is { } sent) _output.Append($" sent {TimeText.Of(sent)}");
        _output.Append($"  {packet.Payload.Length} bytes\n");
        int offset = 0;
        while (packet.Options.TryReadComment(ref offset, out ReadOnlySpan<byte> comment))
            _output.Append($"  comment: {PlainText.Of(Encoding.UTF8.GetString(comment))}\n");
    }

    private void ShowMessage(in InspectedMessage message, string name)
    {
        DynamicHeader header = message.Header;
        _output.Append($"  {PlainName.Of(name)} template {header.TemplateId}");
        if (header.SchemaId is { } schema) _output.Append($" schema {schema}");
        if (header.Version is { } version) _output.Append($" version {version}");
        _output.Append($" at byte {message.Frame.Offset}");
        if (message.Frame.HasLength) _output.Append($", {message.Frame.Length} bytes");
        _output.Append("\n"u8);
    }

    private void ShowRaw(ReadOnlySpan<byte> bytes, string reason)
    {
        _output.Append($"    {PlainName.Of(reason)}\n    ");
        _output.AppendHex(bytes[..Math.Min(bytes.Length, RawBytesMax)], " "u8);
        _output.Append(bytes.Length > RawBytesMax ? " ...\n"u8 : "\n"u8);
        _output.FlushFull();
    }

    private static string HeaderText(in DynamicHeader header) =>
        $"header: block length {header.BlockLength}, template {header.TemplateId}, schema {header.SchemaId}, version {header.Version}";
}
