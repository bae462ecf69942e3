using FeedHandler.Native;

namespace FeedHandler.Receivers.Sockets;

/// <summary>What to do about errors that the kernel gives for sockets: the setting, the right or the program that is in the way.</summary>
internal static class SocketAdvice
{
    private const int NotPermitted = 1;
    private const int NoFiles = 24;
    private const int NoMemory = 12;
    private const int NoDevice = 19;
    private const int NoOption = 92;
    private const int InUse = 98;
    private const int NotAvailable = 99;
    private const int NoBuffers = 105;

    /// <summary>Advice on a socket call, beginning with a comma; empty when there is none.</summary>
    internal static string On(NativeResult result) => result.Errno switch
    {
        NotPermitted or 13 => ", which needs CAP_NET_ADMIN: run as root, or setcap cap_net_admin+ep on the program",
        NoFiles => ", too many open files: raise the limit (ulimit -n)",
        NoOption or 22 => ", which this kernel does not know: a newer one may",
        InUse => ", another program holds the port for itself alone: ss -lunp shows which",
        NotAvailable => ", which is no address that this host may receive: a multicast group is needed",
        97 => ", IPv6 is switched off: sysctl -w net.ipv6.conf.all.disable_ipv6=0",
        _ => result.Status == NativeStatus.NotSupported ? ": this receiver needs Linux" : "",
    };

    /// <summary>Advice on a refused membership, beginning with a comma; empty when there is none.</summary>
    internal static string OnJoin(int errno) => errno switch
    {
        NoBuffers => ", the limit of memberships or of their sources is reached: raise net.ipv4.igmp_max_memberships or net.ipv4.igmp_max_msf "
            + "(IPv6: net.ipv6.mld_max_msf) with sysctl -w",
        NoMemory => ", no memory for options is left: raise it (sysctl -w net.core.optmem_max)",
        NoDevice => ", the interface has gone: see ip link",
        NotAvailable => ", the interface carries no multicast: ip link set it multicast on",
        22 => ", which is no multicast group",
        _ => "",
    };
}
