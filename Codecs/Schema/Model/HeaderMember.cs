namespace FeedHandler.Codecs.Schema;

/// <summary>Where a number stands in a header that the protocol itself reads.</summary>
/// <param name="Primitive">a whole number</param>
/// <param name="Offset">bytes from the start of the header</param>
public sealed record HeaderMember(PrimitiveType Primitive, int Offset);
