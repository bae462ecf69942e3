using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;

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
