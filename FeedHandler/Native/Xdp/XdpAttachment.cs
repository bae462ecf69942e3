using System.Net;
using System.Text;
using FeedHandler.Native.Linux;
using static FeedHandler.Native.Linux.LinuxConstants;
using static FeedHandler.Native.Xdp.XdpConstants;

namespace FeedHandler.Native.Xdp;

/// <summary>
/// Our XDP program on one network interface, with the groups that it takes out of the kernel's way. It leaves the interface when this is
/// disposed, and also when the process ends in any way.
/// </summary>
public sealed unsafe class XdpAttachment : IDisposable
{
    /// <summary>Queues that a card may have at most.</summary>
    public const int QueueCountMax = 256;

    private const int LogBytes = 1 << 16;

    private int _groups = -1;
    private int _sockets = -1;
    private int _program = -1;
    private int _link = -1;

    private XdpAttachment()
    {
    }

    /// <summary>Where the program runs.</summary>
    public XdpMode Mode { get; private set; }

    /// <summary>Why it does not run in the driver; null when it does or was not asked to.</summary>
    public NativeResult? NativeRefusal { get; private set; }

    /// <summary>Loads the program and attaches it: in the driver where it can, else in the network stack.</summary>
    /// <param name="interfaceIndex">The interface's index.</param>
    /// <param name="groups">Groups and ports to redirect; at least one.</param>
    /// <param name="allowsNative">Whether to try the driver at all.</param>
    /// <param name="attachment">The attachment; null unless the call succeeds.</param>
    /// <returns>Which step failed: EPERM without CAP_NET_ADMIN and CAP_BPF, EBUSY when another program is on the interface.</returns>
    public static NativeResult Open(int interfaceIndex, IReadOnlyList<IPEndPoint> groups, bool allowsNative, out XdpAttachment? attachment)
    {
        ArgumentNullException.ThrowIfNull(groups);
        attachment = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported("bpf");
        XdpAttachment opened = new();
        NativeResult result = opened.Load(groups);
        if (result.IsSuccess) result = opened.Attach(interfaceIndex, allowsNative);
        if (result.IsSuccess) attachment = opened;
        else opened.Dispose();
        return result;
    }

    /// <summary>Lets the frames of a queue go to a socket from now on.</summary>
    /// <param name="queue">The bound socket.</param>
    public NativeResult Connect(XdpQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        uint index = (uint)queue.QueueIndex;
        int descriptor = queue.Descriptor;
        return Update(_sockets, &index, &descriptor, "bpf(BPF_MAP_UPDATE_ELEM, socket)");
    }

    /// <summary>Detaches the program and frees it with its maps.</summary>
    public void Dispose()
    {
        // The link first: nothing is redirected to sockets that are going.
        Close(ref _link);
        Close(ref _program);
        Close(ref _groups);
        Close(ref _sockets);
    }

    private static NativeResult CreateMap(uint kind, uint keyBytes, uint entryCountMax, string operation, out int descriptor)
    {
        BpfAttributes attributes = new() { MapType = kind, KeyBytes = keyBytes, ValueBytes = sizeof(uint), EntryCountMax = entryCountMax };
        descriptor = XdpCalls.Bpf(BPF_MAP_CREATE, ref attributes);
        return NativeResult.From(descriptor, operation);
    }

    private static NativeResult Update(int map, void* key, void* value, string operation)
    {
        BpfAttributes attributes = new() { MapDescriptor = (uint)map, Key = key, Value = value };
        return NativeResult.From(XdpCalls.Bpf(BPF_MAP_UPDATE_ELEM, ref attributes), operation);
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0) _ = LibC.Close(descriptor);
        descriptor = -1;
    }

    private NativeResult Load(IReadOnlyList<IPEndPoint> groups)
    {
        NativeResult result = CreateMap(BPF_MAP_TYPE_HASH, GroupKey.Bytes, (uint)groups.Count, "bpf(BPF_MAP_CREATE, hash)", out _groups);
        if (result.IsSuccess) result = CreateMap(BPF_MAP_TYPE_XSKMAP, sizeof(uint), QueueCountMax, "bpf(BPF_MAP_CREATE, xskmap)", out _sockets);
        for (int i = 0; i < groups.Count && result.IsSuccess; i++) result = AddGroup(groups[i]);
        if (!result.IsSuccess) return result;
        BpfInstruction[] program = GroupProgram.Build(_groups, _sockets);
        result = LoadProgram(program, []);

        // Refused for want of rights there is no log; refused by the verifier, a second attempt tells why.
        if (result.IsSuccess || result.Errno == EPERM) return result;
        byte[] log = new byte[LogBytes];
        result = LoadProgram(program, log);
        string said = Encoding.UTF8.GetString(log).TrimEnd('\0').Trim();
        return result.IsSuccess ? result : NativeResult.Failure($"bpf(BPF_PROG_LOAD), of which the verifier says: {said}", result.Errno);
    }

    private NativeResult AddGroup(IPEndPoint group)
    {
        GroupKey key = new(group);
        uint isJoined = 1;
        fixed (byte* first = key.Span)
        {
            return Update(_groups, first, &isJoined, $"bpf(BPF_MAP_UPDATE_ELEM, {group})");
        }
    }

    private NativeResult LoadProgram(BpfInstruction[] program, byte[] log)
    {
        fixed (BpfInstruction* instructions = program)
        fixed (byte* license = "Apache-2.0\0"u8, logStart = log, name = "feedhandler"u8)
        {
            BpfAttributes attributes = new()
            {
                ProgramType = BPF_PROG_TYPE_XDP,
                Instructions = instructions,
                InstructionCount = (uint)program.Length,
                License = license,
                ExpectedAttachType = BPF_XDP,
                Log = logStart,
                LogBytes = (uint)log.Length,
                LogLevel = log.Length > 0 ? 1u : 0,
            };
            new ReadOnlySpan<byte>(name, "feedhandler"u8.Length).CopyTo(new Span<byte>(attributes.ProgramName, 15));
            _program = XdpCalls.Bpf(BPF_PROG_LOAD, ref attributes);
            return NativeResult.From(_program, "bpf(BPF_PROG_LOAD)");
        }
    }

    private NativeResult Attach(int interfaceIndex, bool allowsNative)
    {
        if (allowsNative)
        {
            NativeResult native = Link(interfaceIndex, XDP_FLAGS_DRV_MODE, "bpf(BPF_LINK_CREATE, driver)");

            // A program of somebody else is in the way of either mode.
            if (native.IsSuccess || native.Errno is EBUSY or EPERM) return native;
            NativeRefusal = native;
        }

        Mode = XdpMode.Generic;
        return Link(interfaceIndex, XDP_FLAGS_SKB_MODE, "bpf(BPF_LINK_CREATE, generic)");
    }

    private NativeResult Link(int interfaceIndex, uint flags, string operation)
    {
        BpfAttributes attributes = new()
        {
            LinkProgramDescriptor = (uint)_program,
            LinkInterfaceIndex = (uint)interfaceIndex,
            LinkAttachType = BPF_XDP,
            LinkFlags = flags,
        };
        _link = XdpCalls.Bpf(BPF_LINK_CREATE, ref attributes);
        return NativeResult.From(_link, operation);
    }
}
