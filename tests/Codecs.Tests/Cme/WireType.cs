namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>One named type of a schema, reduced to what the bytes are.</summary>
/// <param name="SizeBytes">Encoded size; zero for a constant.</param>
/// <param name="Shape">Primitive types, member offsets, nulls and constants as text, so that equal text means equal encoding.</param>
/// <param name="Constant">Value of a constant type, a character by its code; null for a type that is encoded.</param>
/// <param name="Since">First version with the type.</param>
/// <param name="Numbers">Values of an enum or bits of a set, each with its first version; empty for other types.</param>
internal sealed record WireType(int SizeBytes, string Shape, long? Constant, int Since, IReadOnlyDictionary<long, int> Numbers);
