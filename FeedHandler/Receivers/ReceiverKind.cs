namespace FeedHandler.Receivers;

/// <summary>The ways by which packets can be received.</summary>
public enum ReceiverKind : byte
{
    /// <summary>Ordinary UDP sockets, polled in batches: works everywhere on Linux.</summary>
    Socket = 0,

    /// <summary>UDP sockets behind one io_uring: an empty poll costs no system call, however many groups there are.</summary>
    IoUring = 1,

    /// <summary>AF_XDP: frames from the driver's queue, past the kernel's network stack.</summary>
    Xdp = 2,

    /// <summary>DPDK: the network card driven from user space.</summary>
    Dpdk = 3,
}
