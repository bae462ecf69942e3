using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A field or composite member as an object, for tools and tests. Equal to another when name, type, state and bits are.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Type">its encoding</param>
/// <param name="State">whether there is a value</param>
/// <param name="Constant">the value of a constant; null otherwise</param>
/// <param name="Elements">
/// the raw values on the wire: one, or one for each element of an array; empty for a composite, and when absent or constant
/// </param>
/// <param name="Members">members of a composite; empty otherwise</param>
public sealed partial record DynamicValue(
    string Name,
    SbeType Type,
    DynamicState State,
    ConstantValue? Constant,
    EquatableArray<PrimitiveValue> Elements,
    EquatableArray<DynamicValue> Members) : IDynamicElement
{
    /// <summary>The value for people, as <see cref="DynamicField.TryFormat"/> writes it.</summary>
    public string Text => new DynamicField(Name, Type, Constant, State, ToBytes(), 0, ByteOrder.LittleEndian).ToString();

    /// <summary>Finds a member of a composite.</summary>
    /// <param name="name">name in the schema</param>
    /// <returns>the member; null when there is none</returns>
    public DynamicValue? Member(string name)
        => Members.FirstOrDefault(member => string.Equals(member.Name, name, StringComparison.Ordinal));

    /// <summary>Name and value.</summary>
    /// <returns>such as "Price=4250.25"</returns>
    public override string ToString() => $"{Name}={Text}";

    // As on a little-endian wire.
    private byte[] ToBytes()
    {
        if (State is DynamicState.Absent or DynamicState.Constant)
            return [];
        byte[] bytes = new byte[Type.Size];
        WireImage.Write(bytes, this, ByteOrder.LittleEndian);
        return bytes;
    }
}

/// <summary>Variable-length data as an object.</summary>
/// <param name="Source">the data in the schema</param>
/// <param name="IsAbsent">whether not even its length is there</param>
/// <param name="Bytes">without their length</param>
public sealed record DynamicBytes(SbeVariable Source, bool IsAbsent, EquatableArray<byte> Bytes) : IDynamicElement
{
    /// <summary>Name in the schema.</summary>
    public string Name => Source.Name;

    /// <summary>The data for people, as <see cref="DynamicVariable.TryFormat"/> writes it.</summary>
    public string Text => new DynamicVariable(Source, IsAbsent, Bytes.ToArray(), 0).ToString();
}

/// <summary>Whether a field has a value.</summary>
public enum DynamicState
{
    /// <summary>A value is on the wire.</summary>
    Present,

    /// <summary>The null value is on the wire of an optional field (SBE 1.0, section 2.4).</summary>
    Null,

    /// <summary>The sender's version does not have the field.</summary>
    Absent,

    /// <summary>The value is in the schema and takes no bytes.</summary>
    Constant,
}
