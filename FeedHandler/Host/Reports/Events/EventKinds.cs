using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Reports.Events;

/// <summary>Kinds of events as people type them: the words of event lines, separated by commas.</summary>
internal static class EventKinds
{
    /// <summary>Reads a list of kinds.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="known">The kinds that may be named.</param>
    /// <exception cref="UsageException">A word is none of them.</exception>
    public static List<EventKind> Read(string option, string text, IReadOnlyCollection<EventKind> known)
    {
        List<EventKind> kinds = [];
        foreach (string word in text.Split(','))
        {
            if (EventWords.KindOf(word) is not { } kind || !known.Contains(kind))
            {
                string meant = NearestWord.Of(word, known.Select(EventWords.Of));
                throw new UsageException($"{option} {text}: no event is called \"{PlainText.Short(word)}\"{meant}, the kinds are {Words(known)}");
            }

            kinds.Add(kind);
        }

        return kinds;
    }

    /// <summary>Kinds as they are typed.</summary>
    public static string Words(IEnumerable<EventKind> kinds) => string.Join(", ", kinds.Select(EventWords.Of));
}
