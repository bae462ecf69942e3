using FeedHandler.Native.Dpdk;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Dpdk;

public sealed class DpdkAbiTests
{
    private const string HeaderFolder = "/usr/include/dpdk";

    [Test]
    public void TheLayoutsAreThoseOfTheInstalledHeaders()
    {
        Require.That(File.Exists($"{HeaderFolder}/rte_ethdev.h"), "DPDK's headers are not installed: apt install libdpdk-dev");
        CHeaders headers = new("rte_config.h", "rte_version.h", "rte_ethdev.h", "rte_mbuf.h")
        {
            CompilerOptions = [$"-I{HeaderFolder}", "-I/usr/include/x86_64-linux-gnu/dpdk", "-mssse3"],
        };
        DpdkAbi abi = DpdkAbi.Known[0];
        string[] release = abi.Release.Split('.');

        headers.Confirm(
        [
            $"RTE_VER_YEAR={release[0]}", $"RTE_VER_MONTH={release[1]}",
            $"sizeof(struct rte_eth_conf)={abi.PortConfigurationBytes}", $"offsetof(struct rte_eth_conf, rxmode.offloads)={abi.ReceiveOffloadsOffset}",
            $"sizeof(struct rte_eth_stats)={abi.StatisticsBytes}", $"offsetof(struct rte_eth_stats, imissed)={abi.MissedOffset}",
            $"offsetof(struct rte_eth_stats, ierrors)={abi.ErrorsOffset}", $"offsetof(struct rte_eth_stats, rx_nombuf)={abi.NoBufferOffset}",
            $"sizeof(struct rte_eth_fp_ops)={abi.FastPathBytes}",
            $"offsetof(struct rte_eth_fp_ops, rx_pkt_burst)={abi.ReceiveBurstOffset}", $"offsetof(struct rte_eth_fp_ops, rxq.data)={abi.ReceiveQueuesOffset}",
            $"offsetof(struct rte_mbuf, buf_addr)={abi.BufferOffset}", $"offsetof(struct rte_mbuf, data_off)={abi.DataOffset}",
            $"offsetof(struct rte_mbuf, nb_segs)={abi.SegmentCountOffset}", $"offsetof(struct rte_mbuf, ol_flags)={abi.FlagsOffset}",
            $"offsetof(struct rte_mbuf, data_len)={abi.LengthOffset}", $"offsetof(struct rte_mbuf, buf_len)={abi.BufferBytesOffset}",
            $"RTE_ETH_RX_OFFLOAD_TIMESTAMP={abi.TimestampOffload}", $"RTE_MBUF_DEFAULT_BUF_SIZE={abi.BufferBytes}",
        ]);
    }

    [TestCase("224.0.31.64", "01-00-5E-00-1F-40")]
    [TestCase("239.129.2.3", "01-00-5E-01-02-03")]
    [TestCase("ff05::1:2345", "33-33-00-01-23-45")]
    public void AGroupHasAnEthernetAddress(string group, string expected)
    {
        byte[] mac = new byte[6];
        DpdkPort.WriteMac(System.Net.IPAddress.Parse(group), mac);

        Assert.That(BitConverter.ToString(mac), Is.EqualTo(expected));
    }
}
