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
        var bytes = new byte[Type.Size];
        WireImage.Write(bytes, this, ByteOrder.LittleEndian);
        return bytes;
    }
}
