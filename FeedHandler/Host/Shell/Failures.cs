using FeedHandler.Engine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Shell;

/// <summary>What a command returns to the shell.</summary>
internal static class ExitCode
{
    /// <summary>All good.</summary>
    public const int Good = 0;

    /// <summary>It ran, and what it checked does not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>It did not run: the command line or the input is wrong.</summary>
    public const int Usage = 2;
}

/// <summary>Ends a command with one message for the person who typed it.</summary>
/// <param name="message">What is wrong, with the file, option and value, and what to do.</param>
internal class CommandException(string message) : FeedException(message);

/// <summary>What was typed is wrong, or something was not typed: the message is followed by where the command's help is.</summary>
/// <param name="message">What is wrong, with the option and value, and what to do.</param>
internal sealed class UsageException(string message) : CommandException(message);

/// <summary>A command ran, and what it had to say could not be written: it ends with one message and the exit code of a failed check.</summary>
/// <param name="message">What could not be written, why, and what to do.</param>
internal sealed class OutputException(string message) : Exception(message);

/// <summary>Tells that whoever read the output has read enough, which is no failure, from everything else that may go wrong with it.</summary>
internal static class BrokenPipe
{
    private const int Number = 32; // EPIPE of Linux and macOS

    /// <summary>Whether a failure only says that nobody reads a pipe any more.</summary>
    public static bool Is(Exception failure) => failure is IOException && failure.HResult == Number;
}

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
