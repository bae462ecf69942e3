using System.Net;
using System.Net.NetworkInformation;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers;

/// <summary>Finds the interface that a group names, by name or by one of its addresses, in the calling thread's network namespace.</summary>
public static class NetworkInterfaces
{
    /// <summary>Finds the name of an interface.</summary>
    /// <param name="nameOrAddress">A name such as eth1, or an address such as 10.20.0.5.</param>
    /// <param name="name">Its name; empty when there is none.</param>
    /// <param name="problem">Why there is none, with what there is; empty when it was found and is up.</param>
    /// <returns>Whether it was found; it may be down.</returns>
    public static bool TryFind(string nameOrAddress, out string name, out string problem)
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        bool isAddress = AddressText.TryParse(nameOrAddress, out IPAddress? address);
        NetworkInterface? found = Array.Find(all, known => known.Name == nameOrAddress || (isAddress && HasAddress(known, address!)));
        name = found?.Name ?? "";
        problem = (found, found?.OperationalStatus) switch
        {
            (null, _) when isAddress => $"no interface has the address {nameOrAddress}; there are: {string.Join(", ", all.Select(Describe))}",
            (null, _) => $"interface {nameOrAddress} does not exist; there are: {string.Join(", ", all.Select(static known => known.Name))}",
            (_, OperationalStatus.Down or OperationalStatus.LowerLayerDown) =>
                $"interface {name} is down: nothing comes until it is up (ip link set {name} up)",
            _ => "",
        };
        return found is not null;
    }

    private static bool HasAddress(NetworkInterface known, IPAddress address) =>
        known.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address));

    private static string Describe(NetworkInterface known) =>
        $"{known.Name} ({string.Join(", ", known.GetIPProperties().UnicastAddresses.Select(static own => own.Address))})";
}
