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

    /// <summary>The address and port of a text.</summary>
    /// <param name="text">An address and a port, such as 127.0.0.1:9464 or [::1]:9464, or a port alone, which is one of 127.0.0.1.</param>
    /// <param name="endPoint">What it says.</param>
    /// <returns>Whether it is one: addresses are written out, and the port is 1 to 65535.</returns>
    public static bool TryParse(string text, out IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        endPoint = new IPEndPoint(IPAddress.Loopback, 0);
        int colon = text.LastIndexOf(':');
        if (!ushort.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out ushort port) || port == 0) return false;
        if (colon < 0)
        {
            endPoint.Port = port;
            return true;
        }

        string host = text[..colon];
        if (host is ['[', .., ']']) host = host[1..^1];
        else if (host.Contains(':')) return false;
        if (!IPAddress.TryParse(host, out IPAddress? address)) return false;

        // "127.1" and "0x7f.1" are addresses to the system, and slips to whoever reads them.
        if (address.ToString() != host && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) return false;
        endPoint = new IPEndPoint(address, port);
        return true;
    }
}
