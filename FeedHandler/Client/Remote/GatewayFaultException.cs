namespace FeedHandler.Client.Remote;

/// <summary>A connection cannot be made, for a reason that has a name.</summary>
/// <param name="fault">The reason.</param>
/// <param name="message">What is wrong, in words.</param>
internal sealed class GatewayFaultException(GatewayFault fault, string message) : IOException(message)
{
    /// <summary>The reason.</summary>
    public GatewayFault Fault => fault;
}
