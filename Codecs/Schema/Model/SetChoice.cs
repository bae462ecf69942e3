namespace FeedHandler.Codecs.Schema;

/// <summary>A named bit of a set.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Bit">0 is the least significant bit</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SetChoice(string Name, int Bit, ElementNotes Notes);
