using System.Globalization;
using System.Text;
using System.Text.Json;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>One JSON object for each message, on a line of its own.</summary>
internal sealed class JsonSink(OutputBuffer output) : IMessageSink, IDisposable
{
    private const int LongDigitsMax = 20;
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = PlainJsonEncoder.Instance, SkipValidation = true });
    private readonly ValueRoom _room = new();
    private readonly EndpointTexts _endpoints = new();

    /// <inheritdoc/>
    public DynamicDecodeResult Message(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder)
    {
        BeginLine(packet);
        WriteMessage(message);
        _ = decoder.Schema.TryGetMessage(message.Header.TemplateId.GetValueOrDefault(), out Codecs.Schema.SbeMessage? template);
        _json.WriteString("name"u8, template?.Name);
        _json.WriteNumber("schemaVersion"u8, decoder.Schema.Schema.Version);
        _json.WriteStartObject("fields"u8);
        int depth = _json.CurrentDepth;
        JsonVisitor visitor = new(_json, _room);
        DynamicDecodeResult result = MessageDecoding.Decode(decoder, packet.Payload, message.Frame, message.Header, ref visitor);
        CloseDownTo(depth, visitor.IsInList);
        _json.WriteEndObject();
        WriteOutcome(result, message.Frame);
        EndLine();
        return result;
    }

    /// <inheritdoc/>
    public void UnknownMessage(in InspectedPacket packet, in InspectedMessage message, string reason)
    {
        BeginLine(packet);
        WriteMessage(message);
        _json.WriteString("status"u8, "unknown"u8);
        _json.WriteString("error"u8, reason);
        WriteHex("bytes"u8, packet.Payload[message.Frame.Offset..message.Frame.End]);
        EndLine();
    }

    /// <inheritdoc/>
    public void BadPacket(in InspectedPacket packet, int offset, string reason)
    {
        BeginLine(packet);
        _json.WriteNumber("offset"u8, offset);
        _json.WriteString("status"u8, packet.Framing is null ? "unknown"u8 : "malformed"u8);
        _json.WriteString("error"u8, reason);
        WriteHex("bytes"u8, packet.Payload[offset..]);
        EndLine();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void BeginLine(in InspectedPacket packet)
    {
        UdpDatagram datagram = packet.Datagram;
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("packet"u8, packet.Number);
        if (datagram.HasTime) WriteLong("captureNs"u8, datagram.TimestampNs);
        _json.WriteString("source"u8, _endpoints.Of(datagram.Source));
        _json.WriteString("destination"u8, _endpoints.Of(datagram.Destination));
        if (packet.Line is { } line) _json.WriteString("line"u8, line == Line.A ? "A"u8 : "B"u8);
        if (packet.Feed is { } feed) _json.WriteString("role"u8, FeedRoles.NameOf(feed.Role));
        if (packet.Feed is { ChannelId: not 0 } named) _json.WriteNumber("feedChannel"u8, named.ChannelId);
        WriteComments(packet.Options);
        if (packet.Framing is null) return;
        _json.WriteString("framing"u8, packet.Framing.Name);
        if (packet.Head.Channel is { } channel) _json.WriteNumber("channel"u8, channel);
        if (packet.Head.SeqNum is { } seqNum) WriteLong("seqNum"u8, seqNum);
        if (packet.Head.SendingTimeNs is { } sendingTimeNs) WriteLong("sendingTimeNs"u8, sendingTimeNs);
    }

    private void WriteComments(CaptureOptions options)
    {
        int offset = 0;
        if (!options.TryReadComment(ref offset, out ReadOnlySpan<byte> comment)) return;
        _json.WriteStartArray("comments"u8);
        do _json.WriteStringValue(Encoding.UTF8.GetString(comment)); // what is no UTF-8 is replaced
        while (options.TryReadComment(ref offset, out comment));
        _json.WriteEndArray();
    }

    private void WriteMessage(in InspectedMessage message)
    {
        _json.WriteNumber("message"u8, message.Index);
        _json.WriteNumber("offset"u8, message.Frame.Offset);
        if (message.Frame.HasLength) _json.WriteNumber("length"u8, message.Frame.Length);
        if (message.Header.SchemaId is { } schema) _json.WriteNumber("schema"u8, schema);
        if (message.Header.Version is { } version) _json.WriteNumber("version"u8, version);
        if (message.Header.TemplateId is { } template) _json.WriteNumber("template"u8, template);
    }

    private void WriteOutcome(in DynamicDecodeResult result, in MessageFrame frame)
    {
        _json.WriteString("status"u8, result.IsComplete ? "complete"u8 : "malformed"u8);
        if (result.IsComplete) return;
        _json.WriteString("error"u8, $"{result.Status} in {result.Element}");
        _json.WriteNumber("errorOffset"u8, frame.HeaderOffset + result.Offset);
    }

    // Where decoding stopped, lists and objects take turns from the innermost outwards, but composites are always closed.
    private void CloseDownTo(int depth, bool isInList)
    {
        while (_json.CurrentDepth > depth)
        {
            if (isInList) _json.WriteEndArray();
            else _json.WriteEndObject();
            isInList = !isInList;
        }
    }

    private void WriteLong<T>(ReadOnlySpan<byte> name, T value)
        where T : IUtf8SpanFormattable
    {
        Span<byte> digits = stackalloc byte[LongDigitsMax];
        _ = value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        _json.WriteString(name, digits[..length]);
    }

    private void WriteHex(ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes) => _json.WriteString(name, System.Convert.ToHexStringLower(bytes));

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Append("\n"u8);
        output.FlushFull();
    }
}
