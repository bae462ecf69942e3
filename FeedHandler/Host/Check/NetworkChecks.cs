using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Native.Linux;

namespace FeedHandler.Host.Check;

/// <summary>The interfaces of the configuration: there, up, able to multicast, with room in their rings.</summary>
internal static class NetworkChecks
{
    private const int MulticastFlag = 0x1000;
    private const int UpFlag = 0x1;

    /// <summary>Looks at every interface that a group names.</summary>
    public static IEnumerable<Finding> Run(SystemFiles system, FeedConfiguration configuration)
    {
        foreach (string named in configuration.Groups.Select(static group => group.Interface).Distinct(StringComparer.Ordinal))
        {
            string device = NameOf(named);
            if (!IsThere(system, device))
            {
                yield return Finding.Problem(
                    $"interface {named}", "not there", "its groups cannot be joined", $"name one of {string.Join(", ", system.Names("sys/class/net"))}");
                continue;
            }

            yield return State(system, device);
            yield return ReversePath(system, device);
            foreach (Finding finding in Rings(device)) yield return finding;
        }
    }

    /// <summary>The interfaces of the groups that are there.</summary>
    public static IEnumerable<string> Devices(SystemFiles system, FeedConfiguration configuration) =>
        configuration.Groups.Select(static group => NameOf(group.Interface)).Distinct(StringComparer.Ordinal).Where(device => IsThere(system, device));

    /// <summary>The name of an interface that a configuration names by its address.</summary>
    public static string NameOf(string nameOrAddress)
    {
        if (!AddressText.TryParse(nameOrAddress, out IPAddress? address)) return nameOrAddress;
        foreach (NetworkInterface device in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (device.GetIPProperties().UnicastAddresses.Any(unicast => unicast.Address.Equals(address))) return device.Name;
        }

        return nameOrAddress;
    }

    // A name, whatever path it looks like.
    private static bool IsThere(SystemFiles system, string device) => system.Names("sys/class/net").Contains(device, StringComparer.Ordinal);

    private static Finding State(SystemFiles system, string device)
    {
        string name = $"interface {device}";
        int flags = Hexadecimal(system.Text($"sys/class/net/{device}/flags"));
        string state = system.Text($"sys/class/net/{device}/operstate") ?? "unknown";
        if ((flags & UpFlag) == 0) return Finding.Problem(name, "down", "nothing arrives by it", $"ip link set {device} up");
        if ((flags & MulticastFlag) == 0 && device != "lo")
            return Finding.Problem(name, "up, without multicast", "groups cannot be joined on it", $"ip link set {device} multicast on");
        return state == "down"
            ? Finding.Problem(name, "up, without a carrier", "nothing arrives by it", "look at the cable and the switch port")
            : Finding.Good(name, $"up, MTU {system.Text($"sys/class/net/{device}/mtu")}");
    }

    private static Finding ReversePath(SystemFiles system, string device)
    {
        string name = $"net.ipv4.conf.{device}.rp_filter";
        long? mode = Max(system.Number($"proc/sys/net/ipv4/conf/{device}/rp_filter"), system.Number("proc/sys/net/ipv4/conf/all/rp_filter"));
        return mode == 1
            ? Finding.Advice(
                name, "1 (strict)",
                "packets from a source that is not routed back by this interface are dropped without a count, as a feed's source often is not",
                $"sysctl -w net.ipv4.conf.{device}.rp_filter=0 net.ipv4.conf.all.rp_filter=0, or route the source by {device}")
            : Finding.Good(name, mode is null ? "not there" : mode.Value.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<Finding> Rings(string device)
    {
        if (!Ethtool.TryGetReceiveRing(device, out int count, out int countMax)) yield break;
        string found = $"{count} of {countMax} receive descriptors";
        yield return count < countMax
            ? Finding.Advice(
                $"rings of {device}", found, "a burst that outruns the feed thread is dropped by the card", $"ethtool -G {device} rx {countMax}")
            : Finding.Good($"rings of {device}", found);
    }

    private static long? Max(long? first, long? second) => first is null ? second : second is null ? first : Math.Max(first.Value, second.Value);

    private static int Hexadecimal(string? text) =>
        int.TryParse(text?.Replace("0x", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int value) ? value : 0;
}
