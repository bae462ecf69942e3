using System.Net;
using System.Net.NetworkInformation;
using FeedHandler.Engine;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Check;

/// <summary>Whether a feed can be sent to the groups that the configuration says, and who could ask for packets again. Nothing is sent.</summary>
internal static class MulticastChecks
{
    private const string Name = "multicast";
    private const string Begins = "the feed does not begin";
    private const int HeaderBytes = 28; // of IPv4 and UDP

    /// <summary>Looks at what the configuration says of it.</summary>
    public static IEnumerable<Finding> Run(FeedConfiguration configuration)
    {
        if (configuration.Multicast is not { } multicast) yield break;
        foreach (IGrouping<string, LineGroup> by in multicast.Groups.GroupBy(static group => group.Interface, StringComparer.Ordinal))
            yield return Interface(by.Key, [.. by], multicast);
        if (multicast.TimeToLive > 1)
            yield return Finding.Good("multicast ttl", FormattableString.Invariant($"{multicast.TimeToLive}: it leaves the local network"));
        if (multicast.Retransmit is { } retransmit) yield return Retransmit(retransmit);
    }

    private static Finding Interface(string nameOrAddress, LineGroup[] groups, MulticastOptions multicast)
    {
        if (!NetworkInterfaces.TryFind(nameOrAddress, out string name, out string problem) || problem.Length > 0)
            return Finding.Problem(Name, problem, Begins, "name an interface that is up");
        int mtu = Array.Find(NetworkInterface.GetAllNetworkInterfaces(), known => known.Name == name)!.GetIPProperties().GetIPv4Properties()?.Mtu ?? 0;
        int packetBytes = multicast.Settings.PacketBytes + HeaderBytes;
        string found = FormattableString.Invariant($"{groups.Length} groups by {name}, datagrams of {packetBytes} bytes in an MTU of {mtu}");
        return mtu == 0 || packetBytes <= mtu
            ? Finding.Good(Name, found)
            : Finding.Advice(Name, found, "datagrams are cut in pieces, and one lost piece loses all", "lower multicast.packetBytes");
    }

    private static Finding Retransmit(RetransmitOptions retransmit)
    {
        const string What = "multicast retransmit";
        string found = FormattableString.Invariant($"{retransmit.Listen}, {retransmit.ConnectionsMax} clients");
        return IPAddress.IsLoopback(retransmit.Listen.Address)
            ? Finding.Good(What, found)
            : Finding.Advice(What, found, "whoever reaches it may have the feed's packets", "let a firewall say who reaches it, or give a loopback address");
    }
}
