using FeedHandler.Native;

namespace FeedHandler.Receivers.Xdp;

/// <summary>How to receive by AF_XDP.</summary>
public sealed record XdpSettings
{
    /// <summary>Frames that each queue's memory holds, a power of two from 64 to 65536; it bounds what may wait to be polled.</summary>
    public int FrameCount { get; init; } = 4096;

    /// <summary>Whether to run the program in the card's driver where that can. Otherwise it runs in the network stack, which costs a copy more.</summary>
    public bool AllowsDriver { get; init; } = true;

    /// <summary>Whether to give up where the program cannot run in the card's driver, instead of running it in the network stack.</summary>
    public bool RequiresDriver { get; init; }

    /// <summary>Whether to let the card write into our memory where its driver can; otherwise the kernel copies each frame.</summary>
    public bool AllowsZeroCopy { get; init; } = true;

    /// <summary>Says what is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (FrameCount is < 64 or > 65536 || !int.IsPow2(FrameCount))
        {
            throw new ArgumentOutOfRangeException(nameof(FrameCount), FrameCount, "FrameCount must be a power of two from 64 to 65536.");
        }
    }
}

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
