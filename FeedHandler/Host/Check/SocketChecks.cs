using FeedHandler.Engine;

namespace FeedHandler.Host.Check;

/// <summary>The kernel's limits for sockets that receive multicast.</summary>
internal static class SocketChecks
{
    // A namespace of the network, as that of a container, has no file for what is of the whole machine.
    private const string Unreadable = "cannot be read here";

    /// <summary>Looks at buffers, busy polling and memberships.</summary>
    public static IEnumerable<Finding> Run(SystemFiles system, FeedConfiguration configuration)
    {
        yield return ReceiveBuffer(system, configuration.File.Receiver);
        yield return BusyPoll(system, configuration.File.Receiver);
        yield return Memberships(system, configuration);
        yield return Finding.Good("IP_MULTICAST_ALL", "0 on every socket that this program opens: a socket gets the groups that it joined and no other");
        yield return Backlog(system);
    }

    private static Finding ReceiveBuffer(SystemFiles system, ReceiverSection receiver)
    {
        const string Name = "net.core.rmem_max";
        if (system.Number("proc/sys/net/core/rmem_max") is not { } limit) return Finding.Good(Name, $"{Unreadable}, {receiver.ReceiveBufferBytes} asked for");
        string found = $"{limit} bytes, {receiver.ReceiveBufferBytes} asked for";
        if (limit >= receiver.ReceiveBufferBytes) return Finding.Good(Name, found);
        return Rights.Of(system).Has(Right.NetAdmin)
            ? Finding.Good(Name, found + "; CAP_NET_ADMIN goes past the limit")
            : Finding.Advice(
                Name, found, "the socket buffer stays at the limit, and a burst that outruns the feed thread is dropped",
                $"sysctl -w net.core.rmem_max={receiver.ReceiveBufferBytes}, or give CAP_NET_ADMIN");
    }

    private static Finding BusyPoll(SystemFiles system, ReceiverSection receiver)
    {
        const string Name = "net.core.busy_poll, busy_read";
        string found = $"{Microseconds(system, "busy_poll")}, {Microseconds(system, "busy_read")}; receiver.busyPollUs is {receiver.BusyPollUs}";
        return receiver.BusyPollUs > 0 && !Rights.Of(system).Has(Right.NetAdmin)
            ? Finding.Advice(
                Name, found, "preferred busy polling and its budget need CAP_NET_ADMIN: interrupts stay in the way",
                "give CAP_NET_ADMIN, or set net.core.busy_read and leave receiver.busyPollUs at 0")
            : Finding.Good(Name, found);
    }

    private static string Microseconds(SystemFiles system, string name) =>
        system.Number($"proc/sys/net/core/{name}") is { } time ? $"{time} us" : Unreadable;

    private static Finding Memberships(SystemFiles system, FeedConfiguration configuration)
    {
        const string Name = "net.ipv4.igmp_max_memberships";
        string limit = system.Number("proc/sys/net/ipv4/igmp_max_memberships") is { } count ? $"{count} a socket" : Unreadable;
        return Finding.Good(Name, $"{limit}; {configuration.Groups.Count} groups, one socket each");
    }

    private static Finding Backlog(SystemFiles system)
    {
        const string Name = "net.core.netdev_max_backlog";
        const long Least = 10_000;
        if (system.Number("proc/sys/net/core/netdev_max_backlog") is not { } limit) return Finding.Good(Name, Unreadable);
        return limit is > 0 and < Least
            ? Finding.Advice(
                Name, $"{limit} packets", "a burst on an interface without its own polling (veth, bond, VLAN) is dropped before it reaches a socket",
                $"sysctl -w {Name}={Least}")
            : Finding.Good(Name, $"{limit} packets");
    }
}
