namespace FeedHandler.Engine;

/// <summary>What somebody who typed a word that nobody knows may have meant, whatever the case of its letters.</summary>
public static class NearestWord
{
    private const int WordLengthMax = 40;
    private const int EditsMax = 3;

    /// <summary>" (did you mean X?)" for the nearest of a list of words, or nothing when none is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="known">What there is.</param>
    public static string Of(string word, IEnumerable<string> known)
    {
        string typed = word.Split('=', ':')[0];
        if (typed.Length is 0 or > WordLengthMax) return "";
        string? nearest = known.Select(name => (Name: name, Edits: Edits(typed, name)))
            .Where(near => near.Edits <= Math.Min(EditsMax, Math.Max(1, typed.TrimStart('-').Length / 2)))
            .OrderBy(static near => near.Edits)
            .ThenBy(static near => near.Name.Length)
            .ThenBy(static near => near.Name, StringComparer.Ordinal)
            .Select(static near => near.Name)
            .FirstOrDefault();
        return nearest is null ? "" : $" (did you mean {nearest}?)";
    }

    /// <summary>The fewest letters to insert, remove or replace (Levenshtein).</summary>
    /// <param name="a">A word.</param>
    /// <param name="b">Another.</param>
    /// <param name="countsExchange">Whether two neighbours that changed places are one letter too.</param>
    public static int Distance(string a, string b, bool countsExchange = false)
    {
        int[] before = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        int[] row = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                bool isExchange = countsExchange && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (isExchange) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[^1];
    }

    // Characters to insert, remove, replace or exchange with their neighbour; what begins alike is one edit away, however long: --out of --output.
    private static int Edits(string typed, string name)
    {
        if (typed.TrimStart('-').Length >= 2 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) return 1;
        return IsLeftOutOf(typed, name) ? 1 : Distance(typed, name, countsExchange: true);
    }

    // Letters that were left out behind the first: bok of books; of two letters, or of a name that is far longer, nobody can tell.
    private static bool IsLeftOutOf(string typed, string name)
    {
        if (typed.StartsWith('-') || typed.Length < 3 || name.Length > 2 * typed.Length || char.ToLowerInvariant(typed[0]) != char.ToLowerInvariant(name[0]))
            return false;
        int at = 0;
        foreach (char letter in name)
        {
            if (at < typed.Length && char.ToLowerInvariant(letter) == char.ToLowerInvariant(typed[at])) at++;
        }

        return at == typed.Length;
    }
}
