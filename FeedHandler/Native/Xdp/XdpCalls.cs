using System.Runtime.InteropServices;

namespace FeedHandler.Native.Xdp;

/// <summary>Imports from the C library for BPF and AF_XDP.</summary>
internal static unsafe partial class XdpCalls
{
    private const string Library = "libc";

    /// <summary>The number of bpf(2), which has no wrapper in the C library.</summary>
    private static readonly nint BpfNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 280 : 321;

    /// <summary>bpf(2): a descriptor or 0, or −1.</summary>
    internal static int Bpf(int command, ref BpfAttributes attributes)
    {
        fixed (BpfAttributes* first = &attributes)
        {
            return (int)SysCall(BpfNumber, command, first, sizeof(BpfAttributes));
        }
    }

    /// <summary>socket(2).</summary>
    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int kind, int protocol);

    /// <summary>setsockopt(2).</summary>
    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int descriptor, int level, int option, void* value, uint bytes);

    /// <summary>getsockopt(2).</summary>
    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetOption(int descriptor, int level, int option, void* value, uint* bytes);

    /// <summary>bind(2).</summary>
    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int descriptor, void* address, uint bytes);

    /// <summary>recvfrom(2) without a buffer: makes the kernel poll the card's queue. Whether it could does not matter.</summary>
    [LibraryImport(Library, EntryPoint = "recvfrom")]
    internal static partial nint ReceiveFrom(int descriptor, void* buffer, nuint bytes, int flags, void* address, void* addressBytes);

    /// <summary>poll(2).</summary>
    [LibraryImport(Library, EntryPoint = "poll")]
    internal static partial int Poll(PollEntry* entries, nuint count, int timeoutMs);

    /// <summary>if_nametoindex(3): 0 when the calling thread's network namespace has no such interface.</summary>
    [LibraryImport(Library, EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint InterfaceIndexOf(string name);

    /// <summary>ioctl(2) with a pointer.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int IoCtl(int descriptor, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SysCall(nint number, nint command, BpfAttributes* attributes, nint bytes);
}
