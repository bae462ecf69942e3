namespace FeedHandler.Dbn;

/// <summary>A record as its bytes lie in a file, little-endian: a view over them, and what is written.</summary>
public interface IDbnRecord
{
    /// <summary>The versions in which it has this form.</summary>
    static abstract DbnVersions Versions { get; }

    /// <summary>Whether records of a type have this form.</summary>
    static abstract bool Is(DbnRecordType type);
}

/// <summary>Versions of the format, from one to another.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
public readonly record struct DbnVersions(byte First, byte Last)
{
    /// <summary>The oldest version that can be read and written.</summary>
    public const byte Oldest = 1;

    /// <summary>The newest version that can be read and written.</summary>
    public const byte Newest = 3;

    /// <summary>All of them.</summary>
    public static DbnVersions All => new(Oldest, Newest);

    /// <summary>One and all that came after it.</summary>
    public static DbnVersions From(byte version) => new(version, Newest);

    /// <summary>One and all in front of it.</summary>
    public static DbnVersions UpTo(byte version) => new(Oldest, version);

    /// <summary>One of them.</summary>
    public static DbnVersions Only(byte version) => new(version, version);

    /// <summary>Whether a version is among them.</summary>
    public bool Has(byte version) => version >= First && version <= Last;
}
