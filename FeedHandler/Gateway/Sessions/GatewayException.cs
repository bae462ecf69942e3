namespace FeedHandler.Gateway.Sessions;

/// <summary>A gateway cannot be opened as it was asked for.</summary>
/// <param name="message">Which file, option or address, what is wrong, what to do. No secret.</param>
public sealed class GatewayException(string message) : Exception(message);
