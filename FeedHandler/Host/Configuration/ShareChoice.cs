using System.CommandLine;
using FeedHandler.Core.Sharing;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>Where a command shares its feed.</summary>
internal static class ShareChoice
{
    /// <summary>What was typed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="terminal">Where relative paths begin, and who is told by what to subscribe.</param>
    /// <returns>Null where nothing was.</returns>
    public static ShareOptions? Of(ParseResult parsed, Option<string?> option, Terminal terminal)
    {
        if (parsed.GetValue(option) is not { } name) return null;
        if (name.Any(char.IsControl)) throw new UsageException($"{option.Name} {FeedHandler.Replay.PlainText.Short(name)}: a name has no control characters");
        string path = terminal.PathOf(SharedFeedPath.Of(name));
        return new ShareOptions(path) { Origin = $"{option.Name} {FeedHandler.Replay.PlainText.Short(name)}" };
    }
}
