using static FeedHandler.Native.Xdp.BpfCondition;
using static FeedHandler.Native.Xdp.BpfRegister;
using static FeedHandler.Native.Xdp.BpfWidth;
using static FeedHandler.Native.Xdp.XdpConstants;

namespace FeedHandler.Native.Xdp;

/// <summary>
/// The XDP program: UDP datagrams to a joined group and port go to the AF_XDP socket of the card's queue, all else to the kernel, also
/// whatever this program does not read: fragments, IPv4 options, IPv6 extension headers, more than two VLAN tags.
/// </summary>
internal static class GroupProgram
{
    private const short EthernetBytes = 14;
    private const short VlanTagBytes = 4;
    private const short IPv4Bytes = 20;
    private const short IPv6Bytes = 40;
    private const short UdpBytes = 8;
    private const short PortInUdp = 2;
    private const int UdpProtocol = 17;

    // IPv4: version 4 with five words of header, which is none with options.
    private const int PlainIPv4 = 0x45;

    // struct xdp_md (linux/bpf.h).
    private const short FrameBegin = 0;
    private const short FrameEnd = 4;
    private const short QueueIndex = 16;

    private const short KeyOnStack = -24;

    private const BpfRegister Context = Kept6;
    private const BpfRegister Cursor = Kept7;
    private const BpfRegister End = Kept8;
    private const BpfRegister EtherType = Kept9;
    private const BpfRegister Limit = Scratch4;
    private const BpfRegister Value = Scratch5;

    // More fragments, or an offset that is not 0.
    private static readonly int FragmentMask = NetworkOrder(0x3FFF);

    /// <summary>Builds it.</summary>
    /// <param name="groups">Descriptor of the hash map whose keys are the joined groups (<see cref="GroupKey"/>).</param>
    /// <param name="sockets">Descriptor of the map from queue index to AF_XDP socket.</param>
    internal static BpfInstruction[] Build(int groups, int sockets)
    {
        BpfAssembler code = new();
        code.Move(Context, Argument1).Load(Bytes4, Cursor, Context, FrameBegin).Load(Bytes4, End, Context, FrameEnd);
        ReadEthernet(code);
        ReadIPv4(code);
        ReadIPv6(code);
        Redirect(code, groups, sockets);
        return code.Label("pass").Set(Result, XDP_PASS).Exit().Build();
    }

    // What the verifier wants to see before each read: that the bytes are within the frame.
    private static void Need(BpfAssembler code, int bytes) =>
        code.Move(Limit, Cursor).Add(Limit, bytes).JumpIf(Limit, Greater, End, "pass");

    private static void ReadEthernet(BpfAssembler code)
    {
        Need(code, EthernetBytes);
        code.Load(Bytes2, EtherType, Cursor, EthernetBytes - 2).Add(Cursor, EthernetBytes);
        SkipTag(code, "tag 1", "tag 2");
        SkipTag(code, "tag 2", "network");
        code.Label("network").JumpIf(EtherType, Equal, NetworkOrder(0x86DD), "IPv6").JumpIf(EtherType, NotEqual, NetworkOrder(0x0800), "pass");
    }

    private static void SkipTag(BpfAssembler code, string label, string next)
    {
        string found = label + " found";
        code.Label(label).JumpIf(EtherType, Equal, NetworkOrder(0x8100), found).JumpIf(EtherType, NotEqual, NetworkOrder(0x88A8), next);
        code.Label(found);
        Need(code, VlanTagBytes);
        code.Load(Bytes2, EtherType, Cursor, 2).Add(Cursor, VlanTagBytes);
    }

    private static void ReadIPv4(BpfAssembler code)
    {
        Need(code, IPv4Bytes + UdpBytes);
        code.Load(Bytes1, Value, Cursor, 0).JumpIf(Value, NotEqual, PlainIPv4, "pass");
        code.Load(Bytes2, Value, Cursor, 6).And(Value, FragmentMask).JumpIf(Value, NotEqual, 0, "pass");
        code.Load(Bytes1, Value, Cursor, 9).JumpIf(Value, NotEqual, UdpProtocol, "pass");
        code.StoreConstant(Bytes8, Frame, KeyOnStack, 0);
        code.StoreConstant(Bytes4, Frame, KeyOnStack + 8, GroupKey.MappedPrefix);
        code.Load(Bytes4, Value, Cursor, 16).Store(Bytes4, Frame, KeyOnStack + 12, Value);
        code.Load(Bytes2, Value, Cursor, IPv4Bytes + PortInUdp).Jump("look up");
    }

    private static void ReadIPv6(BpfAssembler code)
    {
        code.Label("IPv6");
        Need(code, IPv6Bytes + UdpBytes);
        code.Load(Bytes1, Value, Cursor, 6).JumpIf(Value, NotEqual, UdpProtocol, "pass");
        for (short part = 0; part < 16; part += 4)
        {
            code.Load(Bytes4, Value, Cursor, (short)(24 + part)).Store(Bytes4, Frame, (short)(KeyOnStack + part), Value);
        }

        code.Load(Bytes2, Value, Cursor, IPv6Bytes + PortInUdp);
    }

    // A queue without a socket leaves the frame to the kernel: the lowest bits of redirect_map's flags are the verdict then (Linux 5.3).
    private static void Redirect(BpfAssembler code, int groups, int sockets)
    {
        code.Label("look up").StoreConstant(Bytes4, Frame, KeyOnStack + GroupKey.PortOffset, 0);
        code.Store(Bytes2, Frame, KeyOnStack + GroupKey.PortOffset, Value);
        code.LoadMap(Argument1, groups).Move(Argument2, Frame).Add(Argument2, KeyOnStack);
        code.Call(BPF_FUNC_map_lookup_elem).JumpIf(Result, Equal, 0, "pass");
        code.LoadMap(Argument1, sockets).Load(Bytes4, Argument2, Context, QueueIndex).Set(Argument3, XDP_PASS);
        code.Call(BPF_FUNC_redirect_map).Exit();
    }

    private static int NetworkOrder(ushort value) => BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value) : value;
}
