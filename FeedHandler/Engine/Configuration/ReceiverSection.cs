using System.ComponentModel;

namespace FeedHandler.Engine;

/// <summary>How packets are received.</summary>
public sealed record ReceiverSection
{
    /// <summary>Which receiver.</summary>
    [Description("auto, socket, io_uring, xdp or dpdk; auto takes the best that works here and says which")]
    public string Kind { get; set; } = "auto";

    /// <summary>Socket buffer.</summary>
    [Description("Bytes of each socket's receive buffer (65536 to 1073741824)")]
    public int ReceiveBufferBytes { get; set; } = 16 << 20;

    /// <summary>Busy polling of the driver.</summary>
    [Description("Microseconds for which the kernel polls the network card's queue on our behalf; 0 leaves it to interrupts (0 to 1000000)")]
    public int BusyPollUs { get; set; }

    /// <summary>Packets of a batch.</summary>
    [Description("Packets taken from the kernel at once (1 to 1024)")]
    public int BatchCount { get; set; } = 64;

    /// <summary>Time stamps.</summary>
    [Description("Whose clock says when a packet arrived: kernel, hardware or none (our own, once per poll)")]
    public string Timestamps { get; set; } = "kernel";

    /// <summary>Waiting.</summary>
    [Description("spin burns the feed core and is fastest; block sleeps in the kernel until something arrives (not with dpdk)")]
    public string Wait { get; set; } = "spin";

    /// <summary>DPDK's own arguments.</summary>
    [Description("With dpdk: arguments of its environment, such as --no-huge, -m 256, --vdev=net_af_packet0,iface=eth1")]
    public IReadOnlyList<string> DpdkArguments { get; set; } = [];
}
