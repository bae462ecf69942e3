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
        return IsLeftOutOf(typed, name) ? 1 : EditDistance.Between(typed, name, countsExchange: true);
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
