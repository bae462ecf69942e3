namespace FeedHandler.Dbn;

/// <summary>What a reader is told of a file, and what it does not take of anybody.</summary>
public sealed record DbnReaderOptions
{
    /// <summary>What the file is called in exceptions.</summary>
    public string Name { get; init; } = "DBN";

    /// <summary>Whether it is a fragment: records alone, without metadata. Files that end in .frag, packed or not, are.</summary>
    public bool IsFragment { get; init; }

    /// <summary>The version of a fragment.</summary>
    public byte FragmentVersion { get; init; } = DbnVersions.Newest;

    /// <summary>Whether each record of a fragment has a time of sending.</summary>
    public bool FragmentHasTsOut { get; init; }

    /// <summary>How many bytes of metadata are read at most.</summary>
    public int MetadataBytesMax { get; init; } = 512 << 20;

    /// <summary>How many bytes are unpacked at most. A reader takes no more memory for more of them; this bounds its time.</summary>
    public long UnpackedBytesMax { get; init; } = 1L << 40;
}
