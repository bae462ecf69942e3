using System.Globalization;

namespace FeedHandler.Client;

/// <summary>A gateway that can be connected to.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port, 1 to 65535.</param>
/// <param name="IsTls">Whether what is said is encrypted and the gateway proves who it is.</param>
public sealed record GatewayEndpoint(string Host, int Port, bool IsTls)
{
    /// <summary>How many one address can name.</summary>
    public const int CountMax = 64;

    private const string Tcp = "tcp://";
    private const string Tls = "tls://";
    private const int HostLengthMax = 255;

    /// <summary>Whether a text means gateways, well said or not, and no shared feed.</summary>
    /// <param name="text">The text.</param>
    public static bool IsMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Tcp, StringComparison.Ordinal) || text.StartsWith(Tls, StringComparison.Ordinal);
    }

    /// <summary>Reads the address of one or more gateways of the same feed: `tcp://HOST:PORT[,HOST:PORT...]`, or `tls://`.</summary>
    /// <param name="text">The text; an address of IPv6 stands in brackets.</param>
    /// <param name="endpoints">The gateways, in the order of the text.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out IReadOnlyList<GatewayEndpoint> endpoints)
    {
        endpoints = [];
        if (!IsMeant(text)) return false;
        bool isTls = text.StartsWith(Tls, StringComparison.Ordinal);
        List<GatewayEndpoint> read = [];
        foreach (string part in text[Tcp.Length..].TrimEnd('/').Split(','))
        {
            if (ParseOne(part, isTls) is not { } endpoint || read.Count == CountMax) return false;
            read.Add(endpoint);
        }

        endpoints = read;
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsTls ? Tls : Tcp)}{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    private static GatewayEndpoint? ParseOne(string part, bool isTls)
    {
        int colon = part.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)) return null;
        string host = part[..colon];
        bool isBracketed = host.Length > 2 && host[0] == '[' && host[^1] == ']';
        if (isBracketed) host = host[1..^1];
        bool isHost = host.Length <= HostLengthMax && Uri.CheckHostName(host) is not UriHostNameType.Unknown && host.Contains(':') == isBracketed;
        return isHost && port is >= 1 and <= ushort.MaxValue ? new GatewayEndpoint(host, port, isTls) : null;
    }
}
