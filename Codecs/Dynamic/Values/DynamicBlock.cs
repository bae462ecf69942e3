using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>The content of a message or of a group entry.</summary>
/// <param name="Fields">in schema order</param>
/// <param name="Groups">in schema order</param>
/// <param name="Variables">in schema order</param>
public sealed record DynamicBlock(
    EquatableArray<DynamicValue> Fields, EquatableArray<DynamicGroup> Groups, EquatableArray<DynamicBytes> Variables)
{
    /// <summary>Finds a field.</summary>
    /// <param name="name">name in the schema</param>
    /// <returns>the field; null when there is none</returns>
    public DynamicValue? Field(string name) => Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));

    /// <summary>Finds a group.</summary>
    /// <param name="name">name in the schema</param>
    /// <returns>the group; null when there is none</returns>
    public DynamicGroup? Group(string name) => Groups.FirstOrDefault(group => string.Equals(group.Name, name, StringComparison.Ordinal));

    /// <summary>Finds variable-length data.</summary>
    /// <param name="name">name in the schema</param>
    /// <returns>the data; null when there is none</returns>
    public DynamicBytes? Variable(string name)
        => Variables.FirstOrDefault(data => string.Equals(data.Name, name, StringComparison.Ordinal));
}
