using FeedHandler.Engine;
using FeedHandler.Host.Diff.Compared;

namespace FeedHandler.Host.Diff;

/// <summary>What became of one channel.</summary>
/// <param name="ChannelId">The channel by the venue's number.</param>
/// <param name="EventsA">Events of A that were compared, or are alone.</param>
/// <param name="EventsB">Events of B.</param>
/// <param name="First">The first difference; null when there is none.</param>
/// <param name="DifferenceCount">How many differences were counted.</param>
/// <param name="IsGivenUp">Whether there were so many that the rest was passed over.</param>
internal sealed record ChannelOutcome(int ChannelId, long EventsA, long EventsB, Difference? First, long DifferenceCount, bool IsGivenUp);

/// <summary>One side and what its feed said.</summary>
/// <param name="Input">The side.</param>
/// <param name="Feed">The report of its replay; null of lines, and of one that was ended before.</param>
/// <param name="EventCount">Events that were compared, or are alone.</param>
internal sealed record SideReport(SideInput Input, FeedReport? Feed, long EventCount)
{
    /// <summary>Where the packet of the first difference lies; null where that is not known.</summary>
    public PacketPlace? Packet { get; init; }

    /// <summary>The digest of all events; null of lines, and where the captures were not replayed to their end.</summary>
    public string? Digest => Feed is { Run.WasStopped: false } ? Feed.Digest : null;
}

/// <summary>Everything that a comparison has to say.</summary>
internal sealed record DiffReport
{
    /// <summary>The first side.</summary>
    public required SideReport A { get; init; }

    /// <summary>The second side.</summary>
    public required SideReport B { get; init; }

    /// <summary>What was counted.</summary>
    public required DifferenceCounts Counts { get; init; }

    /// <summary>The channels of both sides.</summary>
    public required IReadOnlyList<ChannelOutcome> Channels { get; init; }

    /// <summary>Whether only some events were compared.</summary>
    public required bool IsNarrow { get; init; }

    /// <summary>Whether it was stopped before the end.</summary>
    public required bool IsStopped { get; init; }

    /// <summary>Whether the rest of a channel was passed over after too many differences.</summary>
    public bool IsGivenUp => Channels.Any(static channel => channel.IsGivenUp);

    /// <summary>The first difference by the exchange's time; null when there is none.</summary>
    public Difference? First => Channels.Select(static channel => channel.First).OfType<Difference>()
        .OrderBy(static first => first.TransactTimeNs).ThenBy(static first => first.ChannelId).FirstOrDefault();

    /// <summary>Whether all that was to be compared was, and is the same.</summary>
    public bool AreEqual => First is null && !IsStopped && Failures.Count == 0;

    /// <summary>A side.</summary>
    public SideReport this[DiffSide side] => side == DiffSide.A ? A : B;

    /// <summary>What must be known to read it rightly.</summary>
    public IReadOnlyList<string> Warnings => [.. Sides.Where(static side => side.Feed is { Run.WasStopped: false })
        .SelectMany(static side => side.Feed!.Warnings).Distinct(StringComparer.Ordinal), .. ChannelWarnings(), .. NothingWarnings()];

    /// <summary>What should hold and does not.</summary>
    public IReadOnlyList<string> Failures =>
        [.. Sides.SelectMany(static side => side.Feed?.Failures ?? []).Distinct(StringComparer.Ordinal), .. DigestFailures()];

    private IEnumerable<SideReport> Sides => [A, B];

    /// <summary>What instruments are called, by channel and id.</summary>
    public required IReadOnlyDictionary<(int ChannelId, long SecurityId), string> Symbols { get; init; }

    /// <summary>What an instrument is called; empty where nothing tells.</summary>
    public string SymbolOf(int channelId, long? securityId) =>
        securityId is { } id && Symbols.TryGetValue((channelId, id), out string? symbol) ? symbol : "";

    private IEnumerable<string> ChannelWarnings()
    {
        string a = ChannelsWith(static channel => channel.EventsA > 0);
        string b = ChannelsWith(static channel => channel.EventsB > 0);
        bool isShared = Channels.Any(static channel => channel is { EventsA: > 0, EventsB: > 0 });
        if (!isShared && a.Length > 0 && b.Length > 0)
            yield return $"no channel is on both sides: A has {a}, B has {b}; --lines-a and --lines-b name those of captures";
    }

    private IEnumerable<string> NothingWarnings()
    {
        if (First is null && Counts.Equal == 0 && !IsStopped)
            yield return $"nothing was compared: neither side has an event{(IsNarrow ? " of those that were asked for" : "")}";
    }

    private string ChannelsWith(Func<ChannelOutcome, bool> isThere) => string.Join(", ", Channels.Where(isThere).Select(static channel => channel.ChannelId));

    // Equal events have equal digests: that they do not would be a fault of this program.
    private IEnumerable<string> DigestFailures()
    {
        if (First is null && !IsNarrow && !IsStopped && A.Digest is { } a && B.Digest is { } b && a != b)
            yield return $"no event differs, and the digests do: {a} and {b}";
    }
}
