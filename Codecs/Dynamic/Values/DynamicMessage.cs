using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A message as an object, for tools and tests.</summary>
/// <param name="Template">the message in the schema</param>
/// <param name="ActingVersion">the version by which it was read, or is to be written</param>
/// <param name="Body">its content</param>
public sealed record DynamicMessage(SbeMessage Template, int ActingVersion, DynamicBlock Body);

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

/// <summary>A group as an object.</summary>
/// <param name="Source">the group in the schema</param>
/// <param name="IsAbsent">whether not even its dimension is there</param>
/// <param name="Entries">in wire order</param>
public sealed record DynamicGroup(SbeGroup Source, bool IsAbsent, EquatableArray<DynamicBlock> Entries) : IDynamicElement
{
    /// <summary>Name in the schema.</summary>
    public string Name => Source.Name;
}

/// <summary>A part of a message that has a name.</summary>
internal interface IDynamicElement
{
    /// <summary>Name in the schema.</summary>
    string Name { get; }
}
