namespace FeedHandler.Host.Outputs;

/// <summary>A command ran, and what it had to say could not be written: it ends with one message and the exit code of a failed check.</summary>
/// <param name="message">What could not be written, why, and what to do.</param>
internal sealed class OutputException(string message) : Exception(message);
