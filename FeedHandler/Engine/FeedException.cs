namespace FeedHandler.Engine;

/// <summary>What was asked of a feed cannot be: the one exception that a feed throws before it starts.</summary>
/// <param name="message">What is wrong, with the file, line, member, option or group, and what to do.</param>
public class FeedException(string message) : Exception(message);

/// <summary>The lines that were given are wrong.</summary>
/// <param name="message">What is wrong with which of them, and what to do.</param>
public sealed class LinesException(string message) : FeedException(message);
