namespace FeedHandler.Dbn;

/// <summary>What a file says of itself in front of its records.</summary>
public sealed record DbnMetadata
{
    /// <summary>The version of the format, 1 to 3.</summary>
    public byte Version { get; init; } = DbnVersions.Newest;

    /// <summary>Where its records come from, such as GLBX.MDP3; at most 16 bytes.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>What its records are.</summary>
    public DbnSchema Schema { get; init; } = DbnSchema.Mixed;

    /// <summary>The begin of what was asked for, or the first record's time; nanoseconds since the Unix epoch.</summary>
    public ulong Start { get; init; }

    /// <summary>The end of what was asked for, itself not in it; nanoseconds since the Unix epoch, <see cref="DbnUndefined.Timestamp"/> for none.</summary>
    public ulong End { get; init; } = DbnUndefined.Timestamp;

    /// <summary>How many records were asked for at most; 0 for all.</summary>
    public ulong Limit { get; init; }

    /// <summary>How many records there are, which only version 1 tells; <see cref="ulong.MaxValue"/> where it is not known.</summary>
    public ulong RecordCount { get; init; } = ulong.MaxValue;

    /// <summary>The kind of names that was asked for.</summary>
    public DbnSymbolType SymbolTypeIn { get; init; } = DbnSymbolType.None;

    /// <summary>The kind of names that <see cref="Mappings"/> lead to.</summary>
    public DbnSymbolType SymbolTypeOut { get; init; } = DbnSymbolType.InstrumentId;

    /// <summary>Whether each record has the time at which a server sent it.</summary>
    public bool HasTsOut { get; init; }

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>What of it was found for a part of the time.</summary>
    public IReadOnlyList<string> Partial { get; init; } = [];

    /// <summary>What of it was not found.</summary>
    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>What names stand for, and when.</summary>
    public IReadOnlyList<DbnMapping> Mappings { get; init; } = [];

    /// <summary>How many bytes the field of a symbol has, one of them at least zero: 22 in version 1, else 71.</summary>
    public static int SymbolBytes(byte version) => version == DbnVersions.Oldest ? 22 : 71;
}

/// <summary>What a name stands for.</summary>
/// <param name="Symbol">The name.</param>
/// <param name="Intervals">What for, and when.</param>
public sealed record DbnMapping(string Symbol, IReadOnlyList<DbnMappingInterval> Intervals);

/// <summary>What a name stands for on some days.</summary>
/// <param name="Start">The first day.</param>
/// <param name="End">The first day that is not among them.</param>
/// <param name="Symbol">What it stands for: of an instrument id the number as text.</param>
public sealed record DbnMappingInterval(DateOnly Start, DateOnly End, string Symbol);
