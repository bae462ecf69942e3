using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

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
