using FeedHandler.Core.Events;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Reports.Events;

/// <summary>What was asked to be written of the events, as it was typed and found to be possible.</summary>
/// <param name="Path">The file, or - for standard output.</param>
/// <param name="Format">The kind of file.</param>
/// <param name="From">The first time, or null.</param>
/// <param name="To">The first time that is too late, or null.</param>
/// <param name="Kinds">The kinds; null for all.</param>
/// <param name="Instruments">Ids and symbols; empty for all.</param>
internal sealed record EventRequest(
    string Path, EventFormat Format, EventTime? From, EventTime? To, IReadOnlyList<EventKind>? Kinds, IReadOnlyList<string> Instruments)
{
    /// <summary>Whether it is standard output.</summary>
    public bool IsStandardOutput => Path == "-";

    /// <summary>Whether a time is one of a day that is still to be found.</summary>
    public bool NeedsDay => From is { IsOfDay: true } || To is { IsOfDay: true };

    /// <summary>Whether only a part of the events is written.</summary>
    public bool IsNarrow => From is not null || To is not null || Kinds is not null || Instruments.Count > 0;

    /// <summary>The filter; null where everything is written.</summary>
    /// <param name="channelCount">How many channels there are.</param>
    /// <param name="dayNs">A time on the day of times of day.</param>
    /// <param name="instruments">The instruments; null for all.</param>
    public EventFilter? Filter(int channelCount, long dayNs, InstrumentSet? instruments) =>
        IsNarrow ? new EventFilter(channelCount, Kinds) { FromNs = From?.OnDay(dayNs) ?? 0, ToNs = To?.OnDay(dayNs), Instruments = instruments } : null;
}

/// <summary>A time of the exchange as it was typed.</summary>
/// <param name="Text">The text, which is one.</param>
internal sealed record EventTime(string Text)
{
    /// <summary>Whether it has no date.</summary>
    public bool IsOfDay => TimeText.IsOfDay(Text);

    /// <summary>The time, in nanoseconds since the Unix epoch; before it nothing was made.</summary>
    /// <param name="dayNs">A time on its day, where it has no date.</param>
    public ulong OnDay(long dayNs)
    {
        _ = TimeText.TryParse(Text, dayNs, out long unixNs); // it was read before
        return (ulong)Math.Max(0, unixNs);
    }
}
