namespace FeedHandler.Native.Xdp;

/// <summary>Numbers of BPF and AF_XDP, named as in the kernel's headers; a test compares them with the installed ones.</summary>
internal static class XdpConstants
{
    internal const int BPF_LD = 0x00;
    internal const int BPF_LDX = 0x01;
    internal const int BPF_ST = 0x02;
    internal const int BPF_STX = 0x03;
    internal const int BPF_JMP = 0x05;
    internal const int BPF_ALU64 = 0x07;
    internal const int BPF_IMM = 0x00;
    internal const int BPF_MEM = 0x60;
    internal const int BPF_K = 0x00;
    internal const int BPF_X = 0x08;
    internal const int BPF_ADD = 0x00;
    internal const int BPF_AND = 0x50;
    internal const int BPF_MOV = 0xb0;
    internal const int BPF_CALL = 0x80;
    internal const int BPF_EXIT = 0x90;

    internal const int BPF_FUNC_map_lookup_elem = 1;
    internal const int BPF_FUNC_redirect_map = 51;

    internal const int BPF_MAP_CREATE = 0;
    internal const int BPF_MAP_UPDATE_ELEM = 2;
    internal const int BPF_PROG_LOAD = 5;
    internal const int BPF_LINK_CREATE = 28;
    internal const int BPF_MAP_TYPE_HASH = 1;
    internal const int BPF_MAP_TYPE_XSKMAP = 17;
    internal const int BPF_PROG_TYPE_XDP = 6;
    internal const int BPF_XDP = 37;

    internal const int XDP_PASS = 2;
    internal const int XDP_FLAGS_SKB_MODE = 2;
    internal const int XDP_FLAGS_DRV_MODE = 4;

    internal const int AF_XDP = 44;
    internal const int SOL_XDP = 283;

    internal const int XDP_MMAP_OFFSETS = 1;
    internal const int XDP_RX_RING = 2;
    internal const int XDP_UMEM_REG = 4;
    internal const int XDP_UMEM_FILL_RING = 5;
    internal const int XDP_UMEM_COMPLETION_RING = 6;
    internal const int XDP_STATISTICS = 7;
    internal const int XDP_OPTIONS = 8;
    internal const int XDP_COPY = 2;
    internal const int XDP_USE_NEED_WAKEUP = 8;
    internal const int XDP_OPTIONS_ZEROCOPY = 1;
    internal const uint XDP_RING_NEED_WAKEUP = 1;
    internal const long XDP_PGOFF_RX_RING = 0;
    internal const long XDP_UMEM_PGOFF_FILL_RING = 0x100000000;

    internal const int SIOCGIFMTU = 0x8921;
    internal const int ETHTOOL_GCHANNELS = 0x3c;
}
