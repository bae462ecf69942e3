namespace FeedHandler.Codecs.Schema;

/// <summary>The body of a message or of a group entry: a block of fields, then groups, then variable-length data.</summary>
/// <param name="Fields">in the order of the schema</param>
/// <param name="BlockLength">bytes of the block of fields in the schema's version, with padding</param>
/// <param name="BaseVersion">first version that has the message or group</param>
/// <param name="Groups">in wire order</param>
/// <param name="Variables">variable-length data in wire order</param>
public sealed record SbeBlock(
    EquatableArray<SbeField> Fields,
    int BlockLength,
    int BaseVersion,
    EquatableArray<SbeGroup> Groups,
    EquatableArray<SbeVariable> Variables)
{
    /// <summary>The block starts at a multiple of so many bytes (SBE 2.0); 0 when it starts where the element before it ends.</summary>
    public int Alignment { get; init; }

    /// <summary>Bytes that the fields of <see cref="BaseVersion"/> need: a shorter block is malformed.</summary>
    public int BaseLength
    {
        get
        {
            int length = 0;
            foreach (SbeField member in Fields)
            {
                if (!IsLater(member) && member.Size > 0)
                    length = Math.Max(length, member.End);
            }

            return length;
        }
    }

    /// <summary>Bytes of the block as a sender of some version writes it, for headers that do not carry the length.</summary>
    /// <param name="version">schema version of the sender</param>
    /// <returns>the block length when the version has all fields; else the end of the last field that it has</returns>
    public int LengthAt(int version)
    {
        (int length, bool isWhole) = (0, true);
        foreach (SbeField field in Fields)
        {
            if (field.Notes.SinceVersion > version)
                isWhole = false;
            else if (field.Size > 0)
                length = Math.Max(length, field.End);
        }

        return isWhole ? BlockLength : length;
    }

    /// <summary>Whether every entry has the same length on the wire: no groups and no data inside.</summary>
    public bool IsFixed => Groups.Count == 0 && Variables.Count == 0;

    /// <summary>Whether a field came after the message or group, so that an older sender does not have it.</summary>
    /// <param name="field">a field of this block</param>
    /// <returns>true when reading it takes a look at the version</returns>
    public bool IsLater(SbeField field) => field.Notes.SinceVersion > BaseVersion;
}

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

/// <summary>A repeating group.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Id">tag</param>
/// <param name="Dimension">the header of the group on the wire</param>
/// <param name="Block">the body of an entry</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SbeGroup(string Name, int Id, GroupDimension Dimension, SbeBlock Block, ElementNotes Notes);

/// <summary>Variable-length data: a length, then that many bytes (SBE 1.0, section 3.5).</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Id">tag</param>
/// <param name="Length">the member that carries the number of bytes</param>
/// <param name="HeaderSize">bytes before the data</param>
/// <param name="CharacterEncoding">encoding of text; empty for raw bytes</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SbeVariable(string Name, int Id, HeaderMember Length, int HeaderSize, string CharacterEncoding, ElementNotes Notes)
{
    /// <summary>The composite of length and data; null in a model that was not read from a schema.</summary>
    public CompositeType? Type { get; init; }

    /// <summary>Type of each element of the data: char for text, mostly uint8 for bytes.</summary>
    public PrimitiveType Primitive { get; init; } = PrimitiveType.UInt8;
}
