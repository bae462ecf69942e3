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

/// <summary>Several encodings in a row under one name (SBE 1.0, section 4.4.5).</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Key">name that is unique in the schema</param>
/// <param name="Notes">what the schema says about it</param>
/// <param name="Members">in wire order</param>
/// <param name="FixedSize">bytes up to the end of the last member</param>
public sealed record CompositeType(string Name, string Key, ElementNotes Notes, EquatableArray<CompositeMember> Members, int FixedSize)
    : SbeType(Name, Key, Notes)
{
    /// <inheritdoc/>
    public override int Size => FixedSize;

    /// <summary>Finds a member by its name in the schema.</summary>
    /// <param name="name">exact name</param>
    /// <returns>the member, or null</returns>
    public CompositeMember? Member(string name)
    {
        foreach (CompositeMember member in Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
                return member;
        }

        return null;
    }

    /// <summary>The first member with bytes: the one whose null makes the composite null. Null when all are constants.</summary>
    public CompositeMember? FirstOnWire
    {
        get
        {
            foreach (CompositeMember member in Members)
            {
                if (member.Type.Size > 0)
                    return member;
            }

            return null;
        }
    }
}

/// <summary>A member of a composite.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Type">its encoding; what a ref points at is resolved</param>
/// <param name="Offset">bytes from the start of the composite</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record CompositeMember(string Name, SbeType Type, int Offset, ElementNotes Notes);
