using System.Globalization;
using System.Reflection;
using FeedHandler.Native.Xdp;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Xdp;

public sealed class XdpLayoutsTests
{
    private static readonly CHeaders Headers = new(
        "net/if.h", "sys/ioctl.h", "sys/socket.h", "linux/bpf.h", "linux/ethtool.h", "linux/if_link.h", "linux/if_xdp.h", "linux/sockios.h");

    [Test]
    public void EveryConstantIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");

        Headers.Confirm(typeof(XdpConstants).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(static constant => $"{constant.Name}={Convert.ToInt64(constant.GetRawConstantValue(), CultureInfo.InvariantCulture)}"));
    }

    [Test]
    public void TheArgumentsOfBpfAreWhereTheHeadersHaveThem()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        (string Ours, string Theirs)[] fields =
        [
            ("MapType", "map_type"), ("KeyBytes", "key_size"), ("ValueBytes", "value_size"), ("EntryCountMax", "max_entries"),
            ("MapDescriptor", "map_fd"), ("Key", "key"), ("Value", "value"), ("UpdateFlags", "flags"),
            ("ProgramType", "prog_type"), ("InstructionCount", "insn_cnt"), ("Instructions", "insns"), ("License", "license"), ("LogLevel", "log_level"),
            ("LogBytes", "log_size"), ("Log", "log_buf"), ("ProgramName", "prog_name"), ("ExpectedAttachType", "expected_attach_type"),
            ("LinkProgramDescriptor", "link_create.prog_fd"), ("LinkInterfaceIndex", "link_create.target_ifindex"),
            ("LinkAttachType", "link_create.attach_type"), ("LinkFlags", "link_create.flags"),
        ];

        Headers.Confirm(fields.Select(static field => $"offsetof(union bpf_attr, {field.Theirs})={CHeaders.OffsetOf<BpfAttributes>(field.Ours)}"));
    }

    [Test]
    public void TheStructuresOfAfXdpAreThoseOfTheHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");

        Headers.Confirm(
        [
            .. CHeaders.OffsetsOf<UmemRegistration>(
                "struct xdp_umem_reg", ("Address", "addr"), ("Bytes", "len"), ("FrameBytes", "chunk_size"), ("HeadroomBytes", "headroom"), ("Flags", "flags")),
            .. CHeaders.OffsetsOf<RingOffsets>(
                "struct xdp_ring_offset", ("Producer", "producer"), ("Consumer", "consumer"), ("Descriptors", "desc"), ("Flags", "flags")),
            .. CHeaders.OffsetsOf<MappingOffsets>("struct xdp_mmap_offsets", ("Receive", "rx"), ("Fill", "fr")),
            .. CHeaders.OffsetsOf<FrameDescriptor>("struct xdp_desc", ("Address", "addr"), ("Bytes", "len"), ("Options", "options")),
            .. CHeaders.OffsetsOf<XdpAddress>(
                "struct sockaddr_xdp", ("Family", "sxdp_family"), ("Flags", "sxdp_flags"), ("InterfaceIndex", "sxdp_ifindex"), ("QueueIndex", "sxdp_queue_id")),
            .. CHeaders.OffsetsOf<XdpStatistics>(
                "struct xdp_statistics", ("Dropped", "rx_dropped"), ("RingFull", "rx_ring_full"), ("FillRingEmpty", "rx_fill_ring_empty_descs")),
            .. CHeaders.OffsetsOf<ChannelCounts>(
                "struct ethtool_channels", ("Command", "cmd"), ("ReceiveCount", "rx_count"), ("CombinedCount", "combined_count")),
            "sizeof(struct bpf_insn)=8", "offsetof(struct bpf_insn, off)=2", "offsetof(struct bpf_insn, imm)=4",
            "offsetof(struct xdp_md, data)=0", "offsetof(struct xdp_md, data_end)=4", "offsetof(struct xdp_md, rx_queue_index)=16",
        ]);
    }
}
