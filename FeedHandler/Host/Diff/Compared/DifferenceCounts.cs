using FeedHandler.Core.Events;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>How many events were equal, and how many differ in what.</summary>
internal sealed class DifferenceCounts
{
    private readonly Dictionary<EventKind, long> _kinds = [];
    private readonly Dictionary<(int ChannelId, long? SecurityId), long> _instruments = [];
    private readonly Dictionary<(int ChannelId, long SecurityId), string> _symbols = [];
    private readonly long[] _differences = new long[3];

    /// <summary>Events that are the same on both sides.</summary>
    public long Equal { get; private set; }

    /// <summary>All differences.</summary>
    public long Differences => _differences.Sum();

    /// <summary>Differences of one sort.</summary>
    public long this[DifferenceKind kind] => _differences[(int)kind];

    /// <summary>Differences by the kind of the event, the most first.</summary>
    public IReadOnlyList<(EventKind Kind, long Count)> Kinds =>
        [.. _kinds.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key).Select(static pair => (pair.Key, pair.Value))];

    /// <summary>Differences by instrument, the most first.</summary>
    public IReadOnlyList<(int ChannelId, long? SecurityId, long Count)> Instruments => [.. _instruments.OrderByDescending(static pair => pair.Value)
        .ThenBy(static pair => pair.Key.ChannelId).ThenBy(static pair => pair.Key.SecurityId)
        .Select(static pair => (pair.Key.ChannelId, pair.Key.SecurityId, pair.Value))];

    /// <summary>What instruments that differ are called, where the events say so.</summary>
    public IReadOnlyDictionary<(int ChannelId, long SecurityId), string> Symbols => _symbols;

    /// <summary>Counts two events that are the same.</summary>
    public void CountEqual() => Equal++;

    /// <summary>Counts a difference.</summary>
    public void Count(DifferenceKind kind, in DiffEvent subject)
    {
        _differences[(int)kind]++;
        _kinds[subject.Event.Kind] = _kinds.GetValueOrDefault(subject.Event.Kind) + 1;
        (int, long?) instrument = (subject.ChannelId, subject.SecurityId);
        _instruments[instrument] = _instruments.GetValueOrDefault(instrument) + 1;
        if (subject is { SecurityId: { } id, Symbol: { } symbol }) _symbols.TryAdd((subject.ChannelId, id), symbol);
    }
}
