namespace FeedHandler.Codecs.Schema;

/// <summary>A named encoding of a schema.</summary>
/// <param name="Name">name in the schema; inside a composite also the member's name</param>
/// <param name="Key">name that is unique in the schema: an encoding declared inside a composite is "Outer.Inner"</param>
/// <param name="Notes">what the schema says about it</param>
public abstract record SbeType(string Name, string Key, ElementNotes Notes)
{
    /// <summary>Bytes on the wire; 0 for a constant and for variable-length data.</summary>
    public abstract int Size { get; }
}
