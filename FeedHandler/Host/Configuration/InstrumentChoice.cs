using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>Finds the instruments that somebody named by id or symbol: several channels may each have one that is called so.</summary>
internal static class InstrumentChoice
{
    private const int SuggestionCount = 5;

    /// <summary>Every instrument of the name, of whichever channel.</summary>
    /// <param name="instruments">All instruments of the capture, the busiest first.</param>
    /// <param name="name">An id, also with a leading number sign, or a symbol in any case; also behind the number of a channel and a colon.</param>
    /// <exception cref="CommandException">There is none; the message suggests names that are near.</exception>
    public static IReadOnlyList<InstrumentReport> All(IReadOnlyList<InstrumentReport> instruments, string name)
    {
        InstrumentReport[] found = Called(instruments, name.TrimEnd(' '));
        if (found.Length == 0 && TrySplit(name, out int channelId, out string rest))
            found = Called([.. instruments.Where(instrument => instrument.ChannelId == channelId)], rest);
        return found.Length > 0 ? found : throw None(instruments, name);
    }

    /// <summary>The only instrument of the name.</summary>
    /// <param name="instruments">All instruments of the capture, the busiest first.</param>
    /// <param name="name">As for <see cref="All"/>.</param>
    /// <exception cref="CommandException">There is none, or there are several; the message says how to name one.</exception>
    public static InstrumentReport Only(IReadOnlyList<InstrumentReport> instruments, string name)
    {
        IReadOnlyList<InstrumentReport> found = All(instruments, name);
        if (found.Count == 1) return found[0];
        string[] whole = [.. found.Select(WithChannel).Distinct(StringComparer.Ordinal)];
        string advice = whole.Length == found.Count ? $"give one of {string.Join(", ", whole)}" : "give the channels numbers with --lines";
        throw new UsageException($"--instrument {name}: {found.Count} instruments are called so, of which one can be shown: {advice}");
    }

    /// <summary>Parts the number of a channel from the name behind it, as in 310:ESZ6.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="channelId">The channel at the venue.</param>
    /// <param name="rest">The id or symbol.</param>
    /// <returns>False where there is no channel before it.</returns>
    public static bool TrySplit(string name, out int channelId, out string rest)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        rest = name[(colon + 1)..].TrimEnd(' ');
        return int.TryParse(name.AsSpan(0, Math.Max(0, colon)), NumberStyles.None, CultureInfo.InvariantCulture, out channelId) && rest.Length > 0;
    }

    /// <summary>The id that a name is, also with a leading number sign; null where it is none.</summary>
    public static long? IdOf(string name) =>
        long.TryParse(name.TrimStart('#'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id) ? id : null;

    // An id before a symbol, and a symbol as it is written before one in other cases; blanks fill a symbol up at its end.
    private static InstrumentReport[] Called(IReadOnlyList<InstrumentReport> instruments, string name)
    {
        InstrumentReport[] found = IdOf(name) is { } id ? [.. instruments.Where(instrument => instrument.SecurityId == id)] : [];
        if (found.Length == 0 && name.Length > 0) found = [.. instruments.Where(instrument => instrument.Symbol == name)];
        if (found.Length > 0 || name.Length == 0) return found;
        return [.. instruments.Where(instrument => instrument.Symbol.Equals(name, StringComparison.OrdinalIgnoreCase))];
    }

    private static UsageException None(IReadOnlyList<InstrumentReport> instruments, string name) =>
        new($"--instrument {name}: no such id or symbol in the capture; {Suggestion(instruments, name)}");

    private static string WithChannel(InstrumentReport instrument) =>
        string.Create(CultureInfo.InvariantCulture, $"{instrument.ChannelId}:{instrument.SecurityId}");

    // Near is what becomes the name by changing fewer than half of its letters; where nothing is, the busiest are as good as any.
    private static string Suggestion(IReadOnlyList<InstrumentReport> instruments, string name)
    {
        string[] near = [.. instruments
            .Select(instrument => (Name: Text(instrument), Distance: Math.Min(Distance(instrument.Symbol, name), Distance(Id(instrument), name))))
            .Where(candidate => candidate.Distance * 2 < name.Length)
            .OrderBy(static candidate => candidate.Distance).Take(SuggestionCount).Select(static candidate => candidate.Name)];
        return near.Length > 0 ? $"near are {string.Join(", ", near)}" : $"the busiest are {string.Join(", ", instruments.Take(SuggestionCount).Select(Text))}";
    }

    private static string Text(InstrumentReport instrument) => instrument.Symbol.Length > 0 ? $"{instrument.Title} ({Id(instrument)})" : Id(instrument);

    private static string Id(InstrumentReport instrument) => instrument.SecurityId.ToString(CultureInfo.InvariantCulture);

    private static int Distance(string named, string name) => named.Length == 0 ? int.MaxValue : NearestWord.Distance(named, name);
}
