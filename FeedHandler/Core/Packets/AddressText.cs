using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FeedHandler.Core.Packets;

/// <summary>
/// Addresses as people write them. Those of IPv4 must be written out, four numbers of base ten: 239.1 would be read as 239.0.0.1, and 239.010.0.1 as
/// 239.8.0.1, which nobody meant.
/// </summary>
public static class AddressText
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">The text, with nothing around it.</param>
    /// <param name="address">The address.</param>
    /// <returns>Whether the text was one, written out.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!text.Contains('[') && IPAddress.TryParse(text, out address) && (IsIPv6(address) || text.SequenceEqual(address.ToString()))) return true;
        address = null;
        return false;
    }

    /// <summary>Reads an address with its port, such as `224.0.31.64:14340` or `[ff05::1]:14340`.</summary>
    /// <param name="text">The text; address and port are both needed.</param>
    /// <param name="endPoint">What it says.</param>
    /// <returns>Whether the text was one, written out.</returns>
    public static bool TryParseEndPoint(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0) return false;
        ReadOnlySpan<char> host = text[..colon];
        bool isBracketed = host is ['[', .., ']'];
        if (!TryParse(isBracketed ? host[1..^1] : host, out IPAddress? address) || IsIPv6(address) != isBracketed) return false;
        endPoint = new IPEndPoint(address, port);
        return true;
    }

    /// <summary>Whether an address is a group's: 224.0.0.0/4 or ff00::/8.</summary>
    /// <param name="address">The address.</param>
    public static bool IsMulticast(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsIPv6(address) ? address.IsIPv6Multicast : address.GetAddressBytes()[0] is >= 224 and <= 239;
    }

    /// <summary>Whether an address can be a sender's: it is no group's, not all of a network's, and not the one that stands for any.</summary>
    /// <param name="address">The address.</param>
    public static bool IsHost(IPAddress address) =>
        !IsMulticast(address) && !address.Equals(IPAddress.Broadcast) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private static bool IsIPv6(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;
}
