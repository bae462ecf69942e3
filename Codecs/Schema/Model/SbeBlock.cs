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
            var length = 0;
            foreach (var member in Fields)
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
        var (length, isWhole) = (0, true);
        foreach (var field in Fields)
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
