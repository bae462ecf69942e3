namespace FeedHandler.Host.Shell;

/// <summary>How far two words are apart, whatever the case of their letters.</summary>
internal static class EditDistance
{
    /// <summary>The fewest letters to insert, remove or replace (Levenshtein).</summary>
    /// <param name="a">A word.</param>
    /// <param name="b">Another.</param>
    /// <param name="countsExchange">Whether two neighbours that changed places are one letter too.</param>
    public static int Between(string a, string b, bool countsExchange = false)
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
}
