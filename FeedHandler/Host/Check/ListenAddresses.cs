using System.Net;
using System.Net.NetworkInformation;

namespace FeedHandler.Host.Check;

/// <summary>Whether something can be served at an address. Nothing is listened on.</summary>
internal static class ListenAddresses
{
    // An address that stands for all of them is taken by any other, and the other way round.
    internal static bool Collide(IPEndPoint taken, IPEndPoint wanted) => taken.Port == wanted.Port
        && (taken.Address.Equals(wanted.Address) || IsAny(taken.Address) || (IsAny(wanted.Address) && taken.AddressFamily == wanted.AddressFamily));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    internal static bool IsOfThisMachine(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || IsAny(address)) return true;
        return NetworkInterface.GetAllNetworkInterfaces().SelectMany(static one => one.GetIPProperties().UnicastAddresses)
            .Any(one => one.Address.Equals(address));
    }

    internal static IPEndPoint[] Taken()
    {
        try
        {
            return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        }
        catch (NetworkInformationException)
        {
            return []; // who listens cannot be seen here
        }
    }
}
