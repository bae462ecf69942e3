using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A field of a message or entry, or a member of a composite, with its value. A view of the received bytes.</summary>
public readonly ref partial struct DynamicField
{
    private readonly ByteOrder _order;

    internal DynamicField(SbeField field, DynamicState state, ReadOnlySpan<byte> bytes, int offset, ByteOrder order)
        : this(field.Name, field.Type, field.Constant, state, bytes, offset, order) => Source = field;

    internal DynamicField(
        string name, SbeType type, ConstantValue? constant, DynamicState state, ReadOnlySpan<byte> bytes, int offset, ByteOrder order)
    {
        Name = name;
        Type = type;
        Constant = constant;
        State = state;
        Bytes = bytes;
        Offset = offset;
        _order = order;
    }

    /// <summary>Name in the schema.</summary>
    public string Name { get; }

    /// <summary>Its encoding: an <see cref="EncodedType"/>, <see cref="EnumType"/>, <see cref="SetType"/> or <see cref="CompositeType"/>.</summary>
    public SbeType Type { get; }

    /// <summary>The field; null for a member of a composite.</summary>
    public SbeField? Source { get; }

    /// <summary>Whether there is a value, and where.</summary>
    public DynamicState State { get; }

    /// <summary>The value of a constant; null otherwise.</summary>
    public ConstantValue? Constant { get; }

    /// <summary>The bytes on the wire; empty when absent or constant.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Bytes from the start of the message header to the field; of no meaning when absent or constant.</summary>
    public int Offset { get; }

    /// <summary>Order of the bytes of numbers.</summary>
    public ByteOrder ByteOrder => _order;

    /// <summary>Type of each element; null for a composite and for text constants.</summary>
    public PrimitiveType? Primitive => Type switch
    {
        EncodedType encoded => encoded.Primitive,
        EnumType named => named.Primitive,
        SetType named => named.Primitive,
        _ => null,
    };

    /// <summary>Elements on the wire: 1 for a single value, more for an array, 0 when absent, constant or a composite.</summary>
    public int ElementCount => Primitive is { } primitive ? Bytes.Length / primitive.Size() : 0;

    /// <summary>An element on the wire, null value or not.</summary>
    /// <param name="index">0 to <see cref="ElementCount"/> − 1</param>
    /// <returns>the raw value</returns>
    /// <exception cref="ArgumentOutOfRangeException">there is no such element</exception>
    public PrimitiveValue Element(int index)
    {
        if ((uint)index >= (uint)ElementCount)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"{Name} has {ElementCount} elements on the wire.");
        PrimitiveType primitive = Primitive!.Value;
        return WireNumber.Read(Bytes[(index * primitive.Size())..], primitive, _order);
    }

    /// <summary>The single number of the field: on the wire, or a constant. An enum constant gives its value.</summary>
    /// <param name="value">the raw value, null value or not</param>
    /// <returns>false for arrays, composites, text constants and absent fields</returns>
    public bool TryGetNumber(out PrimitiveValue value)
    {
        PrimitiveValue? constant = Constant?.Number ?? Constant?.EnumValue?.Value.Value;
        value = State == DynamicState.Constant ? constant.GetValueOrDefault() : ElementCount == 1 ? Element(0) : default;
        return State == DynamicState.Constant ? constant is not null : ElementCount == 1;
    }

    /// <summary>The named value of an enum field; null when the number has no name or there is none.</summary>
    public EnumValue? EnumValue
        => Constant?.EnumValue?.Value ?? (Type is EnumType type && ElementCount == 1 ? DynamicNames.Find(type, Element(0)) : null);

    /// <summary>Puts mantissa and exponent of a decimal together (SBE 1.0, section 2.6).</summary>
    /// <param name="value">the exact number</param>
    /// <returns>
    /// false when the field, its mantissa or its exponent is null or absent, or it is no composite of whole numbers "mantissa" and "exponent",
    /// or when they do not fit <see cref="SbeDecimal"/>
    /// </returns>
    public bool TryGetDecimal(out SbeDecimal value)
    {
        value = default;
        if (State != DynamicState.Present || Type is not CompositeType type || !DecimalParts.TryRead(type, Bytes, _order, out DecimalParts parts)
            || parts.IsNull || !parts.IsSmall)
            return false;
        value = new(parts.Mantissa.Bits, (int)parts.Exponent);
        return true;
    }
}
