namespace FeedHandler.Codecs.Schema;

/// <summary>A field of a message or of a group entry.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Id">tag</param>
/// <param name="Type">its encoding</param>
/// <param name="Presence">of the field where it says so, else of its type</param>
/// <param name="Offset">bytes from the start of the block; of no meaning for a constant</param>
/// <param name="Constant">the value of a constant field; null otherwise</param>
/// <param name="TimeUnit">unit of a time, such as "nanosecond"; empty when not named</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SbeField(
    string Name,
    int Id,
    SbeType Type,
    Presence Presence,
    int Offset,
    ConstantValue? Constant,
    string TimeUnit,
    ElementNotes Notes)
{
    /// <summary>Where a time counts from, such as "unix"; empty when not named.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>Bytes on the wire; 0 for a constant.</summary>
    public int Size => Presence == Presence.Constant ? 0 : Type.Size;

    /// <summary>Bytes from the start of the block to the end of the field.</summary>
    public int End => Offset + Size;
}
