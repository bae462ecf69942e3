using FeedHandler.Replay;

namespace FeedHandler.Host.Commands;

/// <summary>Error messages as a terminal may show them.</summary>
internal static class ErrorText
{
    /// <summary>
    /// The message with whatever was typed repeated in bounds, and without control characters: of the line ends only the message's own are left.
    /// </summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="typed">The words of the command line.</param>
    public static string Of(string message, IEnumerable<string> typed)
    {
        foreach (string word in typed.Where(static word => PlainText.Short(word) != word).OrderByDescending(static word => word.Length))
            message = message.Replace(word, PlainText.Short(word), StringComparison.Ordinal);
        return string.Join('\n', message.Split('\n').Select(PlainText.Of));
    }
}
