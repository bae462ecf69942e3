namespace FeedHandler.Receivers;

/// <summary>A receiver cannot be opened; the message says why and what to do.</summary>
/// <param name="message">Why.</param>
internal sealed class OpeningException(string message) : Exception(message);
