using System.Net;

namespace FeedHandler.Observing;

/// <summary>Where an observer's server listens, and who may ask.</summary>
/// <param name="EndPoint">Address and TCP port; port 0 takes a free one.</param>
public sealed record ObserverOptions(IPEndPoint EndPoint)
{
    /// <summary>What every request must bring; null asks for nothing, which only goes on loopback.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>What asked for the server, as it is named in errors: an option or a member of a file.</summary>
    public string Origin { get; init; } = "observer";
}
