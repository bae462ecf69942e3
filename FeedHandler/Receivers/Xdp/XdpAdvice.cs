using FeedHandler.Native;

namespace FeedHandler.Receivers.Xdp;

/// <summary>What to do about errors that the kernel gives for XDP: the setting, the right or the program that is in the way.</summary>
internal static class XdpAdvice
{
    /// <summary>Advice on a refused call, beginning with a comma; empty when there is none.</summary>
    internal static string On(NativeResult result, string interfaceName) => result.Errno switch
    {
        1 or 13 => ", which needs CAP_NET_ADMIN, CAP_NET_RAW and CAP_BPF (CAP_SYS_ADMIN before Linux 5.8): run as root, "
            + "or setcap cap_net_admin,cap_net_raw,cap_bpf+ep on the program",
        12 or 105 => ", more memory would be locked than is allowed: raise the limit (ulimit -l), give the program CAP_IPC_LOCK, or ask for fewer frames",
        16 => $", another program has the interface or its queue: ip link show {interfaceName} names it, "
            + $"ip link set {interfaceName} xdp off removes one that stayed",
        22 => ", which this kernel does not know: Linux 5.9 or newer is needed",
        34 => $", the driver cannot with so long packets: ip link set {interfaceName} mtu 1500",
        38 => ", this kernel was built without BPF (CONFIG_BPF_SYSCALL)",
        95 => ", neither the driver nor the kernel offers it (CONFIG_XDP_SOCKETS)",
        97 => ", this kernel was built without AF_XDP (CONFIG_XDP_SOCKETS)",
        _ => result.Status == NativeStatus.NotSupported ? ": this receiver needs Linux" : "",
    };
}
