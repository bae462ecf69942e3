namespace FeedHandler.Host.Commands;

/// <summary>What was typed is wrong, or something was not typed: the message is followed by where the command's help is.</summary>
/// <param name="message">What is wrong, with the option and value, and what to do.</param>
internal sealed class UsageException(string message) : CommandException(message);
