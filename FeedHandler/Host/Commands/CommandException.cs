using FeedHandler.Engine;

namespace FeedHandler.Host.Commands;

/// <summary>Ends a command with one message for the person who typed it.</summary>
/// <param name="message">What is wrong, with the file, option and value, and what to do.</param>
internal class CommandException(string message) : FeedException(message);
