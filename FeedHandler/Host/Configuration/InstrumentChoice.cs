using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>Finds the instrument that somebody named by id or symbol.</summary>
internal static class InstrumentChoice
{
    private const int SuggestionCount = 5;

    /// <summary>The instrument.</summary>
    /// <param name="instruments">All instruments of the capture, the busiest first.</param>
    /// <param name="name">An id, also with a leading number sign, or a symbol in any case.</param>
    /// <exception cref="CommandException">There is none; the message suggests names that are near.</exception>
    public static InstrumentReport Find(IReadOnlyList<InstrumentReport> instruments, string name)
    {
        name = name.TrimEnd(' '); // blanks fill a symbol up at its end
        bool isId = long.TryParse(name.TrimStart('#'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id);
        InstrumentReport? found = isId ? instruments.FirstOrDefault(instrument => instrument.SecurityId == id) : null;
        found ??= instruments.FirstOrDefault(instrument => instrument.Symbol == name);
        found ??= instruments.FirstOrDefault(instrument => instrument.Symbol.Length > 0 && instrument.Symbol.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found ?? throw new UsageException($"--instrument {name}: no such id or symbol in the capture; {Suggestion(instruments, name)}");
    }

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

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        if (a.Length == 0) return int.MaxValue;
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        foreach (char letter in a)
        {
            int diagonal = row[0]++;
            for (int i = 1; i <= b.Length; i++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(b[i - 1]) ? 0 : 1);
                diagonal = row[i];
                row[i] = Math.Min(replaced, Math.Min(row[i], row[i - 1]) + 1);
            }
        }

        return row[^1];
    }
}
