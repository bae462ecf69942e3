using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>Which events are compared. All are followed, for books and places stand on them.</summary>
internal sealed class Narrowing
{
    private readonly HashSet<(int ChannelId, long SecurityId)>[] _found = [[], []];
    private readonly bool[] _tellsSymbols = new bool[2];

    /// <summary>The kinds; empty for all.</summary>
    public IReadOnlySet<EventKind> Kinds { get; init; } = new HashSet<EventKind>();

    /// <summary>The instrument as it was named; null for all instruments.</summary>
    public InstrumentName? Name { get; init; }

    /// <summary>Those of that name where captures tell which they are; empty where only the events do.</summary>
    public IReadOnlyList<InstrumentReport> Known { get; init; } = [];

    /// <summary>Whether anything is left out.</summary>
    public bool IsNarrow => Kinds.Count > 0 || IsOfInstrument;

    /// <summary>Whether one instrument is compared.</summary>
    public bool IsOfInstrument => Name is not null;

    /// <summary>Whether an event of the instrument was met.</summary>
    public bool HasMetInstrument { get; private set; }

    /// <summary>Whether an event is compared; asked once of each of a side, in their order.</summary>
    public bool Includes(DiffSide side, in DiffEvent candidate)
    {
        if (!EventIdentity.IsOfFeed(candidate.Event)) return false;
        if (IsOfInstrument && !IsOurs(side, candidate)) return false;
        return Kinds.Count == 0 || Kinds.Contains(candidate.Event.Kind);
    }

    private bool IsOurs(DiffSide side, in DiffEvent candidate)
    {
        if (candidate.SecurityId is not { } id) return false;
        bool isOurs = Known.Count > 0 ? IsKnown(candidate.ChannelId, id) : IsNamed(side, candidate, id);
        HasMetInstrument |= isOurs;
        return isOurs;
    }

    // A channel without a name may have got that of the other side.
    private bool IsKnown(int channelId, long id)
    {
        foreach (InstrumentReport known in Known)
        {
            if (known.SecurityId == id && (known.ChannelId == channelId || known.ChannelId == ChannelPairing.Unnamed)) return true;
        }

        return false;
    }

    // A symbol is known of its side from then on, and of the other where that tells none.
    private bool IsNamed(DiffSide side, in DiffEvent candidate, long id)
    {
        _tellsSymbols[(int)side] |= candidate.Symbol is not null;
        if (Name!.IsOf(candidate.ChannelId, id, candidate.Symbol)) _found[(int)side].Add((candidate.ChannelId, id));
        return _found[(int)side].Contains((candidate.ChannelId, id))
            || (!_tellsSymbols[(int)side] && _found[1 - (int)side].Contains((candidate.ChannelId, id)));
    }
}
