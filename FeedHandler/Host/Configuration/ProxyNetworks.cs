using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>Networks of proxies as they are typed: an address, written out, and how many of its bits are the network's where it is not one host's.</summary>
internal static class ProxyNetworks
{
    /// <summary>Reads them.</summary>
    /// <param name="option">The option that they were typed behind.</param>
    /// <param name="texts">What was typed; null for nothing.</param>
    /// <exception cref="UsageException">One is no network.</exception>
    public static IReadOnlyList<IPNetwork> Read(string option, string[]? texts) => [.. (texts ?? []).Select(text => Of(option, text))];

    private static IPNetwork Of(string option, string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (AddressText.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out IPAddress? address))
        {
            if (slash < 0) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
            if (IPNetwork.TryParse(text, out IPNetwork network)) return network;
        }

        throw new UsageException($"{option} {PlainText.Short(text)}: give the network of a proxy such as 10.0.0.0/24 or 127.0.0.1");
    }
}
