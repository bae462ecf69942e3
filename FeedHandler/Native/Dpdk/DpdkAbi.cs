namespace FeedHandler.Native.Dpdk;

/// <summary>
/// Where things are in the memory of one release of DPDK. The receive call is inline in DPDK's headers, so that the layouts belong to the
/// program, and are right for one binary interface alone. A test compares them with the headers.
/// </summary>
internal sealed record DpdkAbi
{
    /// <summary>The libraries' version: the number behind ".so.".</summary>
    internal required int Version { get; init; }

    /// <summary>The release's name.</summary>
    internal required string Release { get; init; }

    /// <summary>sizeof(struct rte_eth_conf).</summary>
    internal required int PortConfigurationBytes { get; init; }

    /// <summary>rxmode.offloads of struct rte_eth_conf.</summary>
    internal required int ReceiveOffloadsOffset { get; init; }

    /// <summary>sizeof(struct rte_eth_stats).</summary>
    internal required int StatisticsBytes { get; init; }

    /// <summary>imissed of struct rte_eth_stats: packets that the card dropped for want of a free descriptor.</summary>
    internal required int MissedOffset { get; init; }

    /// <summary>ierrors of struct rte_eth_stats: packets that the card received with errors.</summary>
    internal required int ErrorsOffset { get; init; }

    /// <summary>rx_nombuf of struct rte_eth_stats: failed allocations of a buffer.</summary>
    internal required int NoBufferOffset { get; init; }

    /// <summary>sizeof(struct rte_eth_fp_ops), of which there is one for each port.</summary>
    internal required int FastPathBytes { get; init; }

    /// <summary>rx_pkt_burst of struct rte_eth_fp_ops.</summary>
    internal required int ReceiveBurstOffset { get; init; }

    /// <summary>rxq.data of struct rte_eth_fp_ops: an array of queues.</summary>
    internal required int ReceiveQueuesOffset { get; init; }

    /// <summary>buf_addr of struct rte_mbuf.</summary>
    internal required int BufferOffset { get; init; }

    /// <summary>data_off of struct rte_mbuf.</summary>
    internal required int DataOffset { get; init; }

    /// <summary>nb_segs of struct rte_mbuf.</summary>
    internal required int SegmentCountOffset { get; init; }

    /// <summary>ol_flags of struct rte_mbuf.</summary>
    internal required int FlagsOffset { get; init; }

    /// <summary>data_len of struct rte_mbuf.</summary>
    internal required int LengthOffset { get; init; }

    /// <summary>buf_len of struct rte_mbuf.</summary>
    internal required int BufferBytesOffset { get; init; }

    /// <summary>RTE_ETH_RX_OFFLOAD_TIMESTAMP.</summary>
    internal required ulong TimestampOffload { get; init; }

    /// <summary>RTE_MBUF_DEFAULT_BUF_SIZE: room in front and 2048 bytes.</summary>
    internal required ushort BufferBytes { get; init; }

    /// <summary>The releases whose layouts are known.</summary>
    internal static IReadOnlyList<DpdkAbi> Known { get; } =
    [
        new()
        {
            Version = 23, Release = "22.11",
            PortConfigurationBytes = 2272, ReceiveOffloadsOffset = 24, StatisticsBytes = 704, MissedOffset = 32, ErrorsOffset = 40, NoBufferOffset = 56,
            FastPathBytes = 128, ReceiveBurstOffset = 0, ReceiveQueuesOffset = 24,
            BufferOffset = 0, DataOffset = 16, SegmentCountOffset = 20, FlagsOffset = 24, LengthOffset = 40, BufferBytesOffset = 54,
            TimestampOffload = 1 << 14, BufferBytes = 2176,
        },
    ];
}
