using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Values for people: scaled, named, and in parentheses raw.</summary>
internal sealed class ValueWriter(OutputBuffer output)
{
    private const long PlausibleTimeNs = 100_000_000_000_000_000; // 1973: less is no time of a market
    private readonly ValueRoom _room = new();

    /// <summary>Writes a value such as `2110.25`, `New(0)`, `EndOfEvent(0x80)`, `null` or `absent`.</summary>
    public void Write(in DynamicField field)
    {
        if (field.State == DynamicState.Absent)
        {
            output.Append("absent"u8);
            return;
        }

        output.Append(_room.Of(field));
        if (field.State == DynamicState.Null) return;
        if (field.Type is SetType && field.TryGetNumber(out PrimitiveValue bits)) WriteBits(bits);
        else if (field.EnumValue is not null && field.TryGetNumber(out PrimitiveValue raw)) WriteRaw(raw);
        else if (IsTime(field) && field.TryGetNumber(out PrimitiveValue time)) WriteTime(time);
    }

    /// <summary>Writes variable-length data.</summary>
    public void Write(in DynamicVariable data) => output.Append(data.IsAbsent ? "absent" : _room.Of(data));

    private void WriteBits(PrimitiveValue bits)
    {
        output.Append("(0x"u8);
        output.Append(unchecked((ulong)bits.Bits), "X2");
        output.Append(")"u8);
    }

    private void WriteRaw(PrimitiveValue raw)
    {
        output.Append("("u8);
        if (raw.Type == PrimitiveType.Char && raw.Bits is > ' ' and < 0x7F) output.Append([(char)raw.Bits]);
        else output.Append(raw.Bits);
        output.Append(")"u8);
    }

    private void WriteTime(PrimitiveValue time)
    {
        bool isUnsigned = time.Type == PrimitiveType.UInt64;
        if (isUnsigned ? (ulong)time.Bits < PlausibleTimeNs : time.Bits < PlausibleTimeNs) return;
        output.Append(" ("u8);
        output.Append(isUnsigned ? TimeText.Of((ulong)time.Bits) : TimeText.Of(time.Bits));
        output.Append(")"u8);
    }

    private static bool IsTime(in DynamicField field) =>
        field.Source is { } source && field.Type is EncodedType { Primitive: PrimitiveType.UInt64 or PrimitiveType.Int64 }
        && (source.Notes.SemanticType == "UTCTimestamp" || source.Type.Notes.SemanticType == "UTCTimestamp"
            || source.Type.Name.Contains("imestampNano", StringComparison.Ordinal));
}

/// <summary>Room for the text of one value, as large as the largest one was.</summary>
internal sealed class ValueRoom
{
    private const int CharsStart = 512;
    private char[] _chars = new char[CharsStart];

    /// <summary>The text of a field's value; lives until the next call.</summary>
    public ReadOnlySpan<char> Of(in DynamicField field)
    {
        int length;
        while (!field.TryFormat(_chars, out length)) Array.Resize(ref _chars, _chars.Length * 2);
        ReadOnlySpan<char> text = _chars.AsSpan(0, length);
        return field.Type is CompositeType type && DecimalShape.IsDecimal(type) ? DecimalShape.Shortest(text) : text;
    }

    /// <summary>The text of variable-length data; lives until the next call.</summary>
    public ReadOnlySpan<char> Of(in DynamicVariable data)
    {
        int length;
        while (!data.TryFormat(_chars, out length)) Array.Resize(ref _chars, _chars.Length * 2);
        return _chars.AsSpan(0, length);
    }
}

/// <summary>Endpoints as text, each made once.</summary>
internal sealed class EndpointTexts
{
    private const int CountMax = 4096;
    private readonly Dictionary<UdpEndpoint, string> _texts = [];

    /// <summary>Address and port of an endpoint.</summary>
    public string Of(in UdpEndpoint endpoint)
    {
        if (_texts.TryGetValue(endpoint, out string? text)) return text;
        text = endpoint.ToString();
        if (_texts.Count < CountMax) _texts.Add(endpoint, text);
        return text;
    }
}
