namespace FeedHandler.Codecs.Schema;

/// <summary>What a valueRef names.</summary>
/// <param name="Enum">the enum</param>
/// <param name="Value">one of its values</param>
public sealed record EnumReference(EnumType Enum, EnumValue Value);
