using FeedHandler.Core.Events;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>Which events are compared. All are followed, for books and places stand on them.</summary>
internal sealed class Narrowing
{
    private readonly HashSet<long> _found = [];

    /// <summary>The kinds; empty for all.</summary>
    public IReadOnlySet<EventKind> Kinds { get; init; } = new HashSet<EventKind>();

    /// <summary>The instrument's id; null where it is not known, or for all instruments.</summary>
    public long? SecurityId { get; init; }

    /// <summary>The instrument's symbol, where lines alone can tell whose it is; null when the id is known, or for all instruments.</summary>
    public string? Symbol { get; init; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsNarrow => Kinds.Count > 0 || IsOfInstrument;

    /// <summary>Whether one instrument is compared.</summary>
    public bool IsOfInstrument => SecurityId is not null || Symbol is not null;

    /// <summary>Whether an event of the instrument was met.</summary>
    public bool HasMetInstrument { get; private set; }

    /// <summary>Whether an event is compared.</summary>
    public bool Includes(in DiffEvent candidate)
    {
        if (!EventIdentity.IsOfFeed(candidate.Event)) return false;
        if (IsOfInstrument && !IsOurs(candidate)) return false;
        return Kinds.Count == 0 || Kinds.Contains(candidate.Event.Kind);
    }

    private bool IsOurs(in DiffEvent candidate)
    {
        if (candidate.SecurityId is not { } id) return false;
        if (Symbol is not null && Symbol.Equals(candidate.Symbol, StringComparison.OrdinalIgnoreCase)) _found.Add(id);
        bool isOurs = id == SecurityId || (Symbol is not null && _found.Contains(id));
        HasMetInstrument |= isOurs;
        return isOurs;
    }
}
