namespace FeedHandler.Host.Checks;

/// <summary>Capabilities that a feed may need (capabilities(7)); the value is the bit.</summary>
internal enum Right
{
    /// <summary>CAP_NET_ADMIN: socket buffers past the limit, preferred busy polling, XDP programs.</summary>
    NetAdmin = 12,

    /// <summary>CAP_NET_RAW: AF_XDP sockets and packet sockets.</summary>
    NetRaw = 13,

    /// <summary>CAP_IPC_LOCK: locked memory.</summary>
    IpcLock = 14,

    /// <summary>CAP_SYS_NICE: real-time priorities.</summary>
    SysNice = 23,

    /// <summary>CAP_BPF: loading programs.</summary>
    Bpf = 39,
}
