namespace FeedHandler.Codecs.Schema;

/// <summary>A member of a composite.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Type">its encoding; what a ref points at is resolved</param>
/// <param name="Offset">bytes from the start of the composite</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record CompositeMember(string Name, SbeType Type, int Offset, ElementNotes Notes);
