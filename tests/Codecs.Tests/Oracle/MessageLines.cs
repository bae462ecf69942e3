using System.Text;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>
/// What the run-time decoder reads, one line for each element, in the form that <see cref="WalkerSource"/> gives to generated views.
/// </summary>
internal struct MessageLines() : IDynamicVisitor
{
    private readonly StringBuilder _text = new();
    private string _path = "";
    private int _absentDepth;

    /// <summary>The lines; null when the message is not complete.</summary>
    public static string? Of(DynamicDecoder decoder, ReadOnlySpan<byte> message, out DynamicDecodeResult result)
    {
        MessageLines lines = new MessageLines();
        result = decoder.Decode(message, ref lines);
        return result.IsComplete ? lines._text.Append("length=").Append(result.Length - decoder.Schema.HeaderSize).ToString() : null;
    }

    public readonly void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public readonly void Field(in DynamicField field)
    {
        if (_absentDepth > 0)
            return;
        _text.Append(_path).Append(field.Name);
        bool isSingle = field.Type is EnumType or SetType or EncodedType { Length: <= 1 };
        if (field.State == DynamicState.Constant)
            AppendConstant(field);
        else if (field.State == DynamicState.Absent && isSingle && IsOptional(field))
            _text.Append('=').Append(Bits(NullOf(field.Type))).Append(" null");
        else if (field.State == DynamicState.Absent)
            _text.Append(" absent");
        else
            AppendElements(field, isSingle);
        _text.Append('\n');
    }

    public void BeginComposite(in DynamicField field)
    {
        if (_absentDepth == 0)
            _text.Append(_path).Append(field.Name).Append(field.State switch
            {
                DynamicState.Absent => " absent\n",
                DynamicState.Null => " null\n",
                _ => "\n",
            });
        _path += field.Name + ".";
        if (field.State == DynamicState.Absent)
            _absentDepth++;
    }

    public void EndComposite(in DynamicField field)
    {
        _path = _path[..^(field.Name.Length + 1)];
        if (field.State == DynamicState.Absent)
            _absentDepth--;
    }

    public readonly void BeginGroup(SbeGroup group, int count, bool isAbsent)
        => _text.Append(_path).Append(group.Name).Append('#').Append(count).Append('\n');

    public readonly void EndGroup(SbeGroup group)
    {
    }

    public void BeginEntry(SbeGroup group, int index) => _path += $"{group.Name}[{index}].";

    public void EndEntry(SbeGroup group, int index) => _path = _path[..^$"{group.Name}[{index}].".Length];

    public readonly void Variable(in DynamicVariable data)
        => _text.Append(_path).Append(data.Name).Append(':').Append(Convert.ToHexString(data.Bytes)).Append('\n');

    private static bool IsOptional(in DynamicField field)
        => field.Source is { } source ? source.Presence == Presence.Optional : Elements.IsOptional(field.Type);

    private static PrimitiveValue NullOf(SbeType type) => type switch
    {
        EncodedType encoded => encoded.NullValue,
        EnumType named => named.NullValue,
        SetType named => named.NullValue,
        _ => default,
    };

    // One not-a-number is as good as another.
    private static string Bits(PrimitiveValue value) => value.Type switch
    {
        PrimitiveType.Float when float.IsNaN(BitConverter.Int32BitsToSingle((int)value.Bits)) => "NaN",
        PrimitiveType.Double when double.IsNaN(BitConverter.Int64BitsToDouble(value.Bits)) => "NaN",
        _ => value.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private readonly void AppendConstant(in DynamicField field)
    {
        ConstantValue? constant = field.Constant;
        if (constant?.Text is { } text)
            _text.Append(':').Append(Convert.ToHexString((field.Type is EncodedType { IsUtf8: true } ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text)));
        else if (constant is not null)
            _text.Append('=').Append(Bits(constant.Number ?? constant.EnumValue!.Value.Value));
    }

    private readonly void AppendElements(in DynamicField field, bool isSingle)
    {
        for (int index = 0; index < field.ElementCount; index++)
            _text.Append(index == 0 ? '=' : ',').Append(Bits(field.Element(index)));
        if (isSingle && field.State == DynamicState.Null)
            _text.Append(" null");
    }
}
