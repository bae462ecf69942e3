namespace FeedHandler.Latency.Export;

/// <summary>A histogram log that cannot be read.</summary>
/// <param name="message">The file, the line, and what is wrong with it; what the file says itself is not repeated.</param>
public sealed class HlogFormatException(string message) : Exception(message);
