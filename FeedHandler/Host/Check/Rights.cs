using System.Globalization;
using FeedHandler.Engine;

namespace FeedHandler.Host.Check;

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

/// <summary>The effective capabilities of this process.</summary>
/// <param name="bits">CapEff of /proc/self/status.</param>
internal readonly struct Rights(ulong bits)
{
    private const string Member = "CapEff:";

    /// <summary>Reads them.</summary>
    public static Rights Of(SystemFiles system)
    {
        string? line = system.Text("proc/self/status")?.Split('\n').FirstOrDefault(static line => line.StartsWith(Member, StringComparison.Ordinal));
        return ulong.TryParse(line?[Member.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong bits) ? new Rights(bits) : default;
    }

    /// <summary>Whether one is there.</summary>
    public bool Has(Right right) => (bits >> (int)right & 1) != 0;

    /// <summary>How a person writes a right.</summary>
    public static string NameOf(Right right) => right switch
    {
        Right.NetAdmin => "CAP_NET_ADMIN",
        Right.NetRaw => "CAP_NET_RAW",
        Right.IpcLock => "CAP_IPC_LOCK",
        Right.SysNice => "CAP_SYS_NICE",
        _ => "CAP_BPF",
    };
}
