namespace FeedHandler.Codecs.Schema;

/// <summary>A named value of an enum.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Value">value on the wire</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record EnumValue(string Name, PrimitiveValue Value, ElementNotes Notes);
