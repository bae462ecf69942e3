using System.CommandLine;
using FeedHandler.Engine;

namespace FeedHandler.Host.Shell;

/// <summary>What somebody who typed an unknown word may have meant.</summary>
internal static class Suggestion
{
    /// <summary>" (did you mean X?)" for the nearest option or command of a command and those above it, or nothing when none is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="command">The command that does not know it.</param>
    public static string For(string word, Command command) => NearestWord.Of(word, NamesOf(command, word.StartsWith('-')));

    private static IEnumerable<string> NamesOf(Command command, bool isOption)
    {
        if (!isOption) return command.Subcommands.Where(static sub => !sub.Hidden).Select(static sub => sub.Name);
        IEnumerable<string> above = command.Parents.OfType<Command>().SelectMany(static parent => parent.Options).Where(static option => option.Recursive)
            .Select(static option => option.Name);
        return command.Options.Where(static option => !option.Hidden).Select(static option => option.Name).Concat(above);
    }
}
