namespace FeedHandler.Host.Tune.Trials;

/// <summary>What a trial measures, and by which benchmark.</summary>
internal enum TrialKind
{
    /// <summary>The path in memory, from packet to events: packets a second (`bench --mode events`).</summary>
    Path,

    /// <summary>From the hand-over of a packet through the ring to a strategy, one in flight: the 99th percentile (`bench --mode ring`).</summary>
    Ring,

    /// <summary>From when a packet was due to be sent to a strategy, over an interface: the 99th percentile (`bench receive`).</summary>
    Receive,
}

/// <summary>One change of how a feed runs.</summary>
internal sealed record TuneChange
{
    /// <summary>Its name, as `--only` takes it; empty for no change.</summary>
    public required string Name { get; init; }

    /// <summary>The names by which `--only` tries it: its own, or those of all that it is made of.</summary>
    public IReadOnlyList<string> Parts { get => field ?? [Name]; init; }

    /// <summary>What it is measured by.</summary>
    public required TrialKind Kind { get; init; }

    /// <summary>What it may be good for.</summary>
    public required string Why { get; init; }

    /// <summary>What it takes to make it.</summary>
    public string Effort { get; init; } = "a member of the configuration";

    /// <summary>What it may cost elsewhere.</summary>
    public required string Risk { get; init; }

    /// <summary>What only one of can be chosen, such as a receiver.</summary>
    public required string Group { get; init; }

    /// <summary>Options of the benchmark that it changes.</summary>
    public IReadOnlyList<(string Option, string Value)> Options { get; init; } = [];

    /// <summary>Variables of the environment that it sets.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>Members of the configuration that say the same, such as receiver.batchCount, with their values as JSON.</summary>
    public IReadOnlyList<(string Member, string Json)> Members { get; init; } = [];

    /// <summary>Why it cannot be tried here; null when it can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What is to be written, and where.</summary>
    public IReadOnlyList<string> CodeChanges =>
    [
        .. Members.Select(static member => $"configuration: \"{member.Member}\": {member.Json}"),
        .. Environment.Select(static variable => $"environment: {variable.Name}={variable.Value}"),
    ];

    /// <summary>No change.</summary>
    public static TuneChange None(TrialKind kind) => new() { Name = "", Kind = kind, Why = "", Risk = "", Group = "" };

    /// <summary>Several changes of one kind at once.</summary>
    public static TuneChange Together(IReadOnlyList<TuneChange> changes) => new()
    {
        Name = "together-" + changes[0].Kind.ToString().ToLowerInvariant(),
        Parts = [.. changes.Select(static change => change.Name)],
        Kind = changes[0].Kind,
        Why = $"{string.Join(", ", changes.Select(static change => change.Name))}: measured again, all at once",
        Effort = string.Join("; ", changes.Select(static change => change.Effort).Distinct(StringComparer.Ordinal)),
        Risk = string.Join("; ", changes.Select(static change => change.Risk).Distinct(StringComparer.Ordinal)),
        Group = "together",
        Options = [.. changes.SelectMany(static change => change.Options)],
        Environment = [.. changes.SelectMany(static change => change.Environment)],
        Members = [.. changes.SelectMany(static change => change.Members)],
    };
}
