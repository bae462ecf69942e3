using System.CommandLine;

namespace FeedHandler.Host.Shell;

/// <summary>What somebody who typed an unknown word may have meant.</summary>
internal static class Suggestion
{
    private const int WordLengthMax = 40;
    private const int EditsMax = 3;

    /// <summary>" (did you mean X?)" for the nearest option or command of a command and those above it, or nothing when none is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="command">The command that does not know it.</param>
    public static string For(string word, Command command) => Of(word, NamesOf(command, word.StartsWith('-')));

    /// <summary>The same out of a list of words.</summary>
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

    private static IEnumerable<string> NamesOf(Command command, bool isOption)
    {
        if (!isOption) return command.Subcommands.Where(static sub => !sub.Hidden).Select(static sub => sub.Name);
        IEnumerable<string> above = command.Parents.OfType<Command>().SelectMany(static parent => parent.Options).Where(static option => option.Recursive)
            .Select(static option => option.Name);
        return command.Options.Where(static option => !option.Hidden).Select(static option => option.Name).Concat(above);
    }

    // Characters to insert, remove, replace or exchange with their neighbour; what begins alike is one edit away, however long: --out of --output.
    private static int Edits(string typed, string name)
    {
        if (typed.TrimStart('-').Length >= 2 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) return 1;
        if (IsLeftOutOf(typed, name)) return 1;
        int[,] edits = new int[typed.Length + 1, name.Length + 1];
        for (int i = 0; i <= typed.Length; i++) edits[i, 0] = i;
        for (int j = 0; j <= name.Length; j++) edits[0, j] = j;
        for (int i = 1; i <= typed.Length; i++)
        {
            for (int j = 1; j <= name.Length; j++) edits[i, j] = Step(edits, typed, name, (i, j));
        }

        return edits[typed.Length, name.Length];
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

    private static int Step(int[,] edits, string typed, string name, (int Typed, int Name) at)
    {
        (int i, int j) = at;
        bool isSame = char.ToLowerInvariant(typed[i - 1]) == char.ToLowerInvariant(name[j - 1]);
        int least = Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (isSame ? 0 : 1));
        bool isExchanged = i > 1 && j > 1 && typed[i - 1] == name[j - 2] && typed[i - 2] == name[j - 1];
        return isExchanged ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
    }
}
