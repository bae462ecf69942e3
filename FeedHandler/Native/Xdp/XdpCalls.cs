using System.Runtime.InteropServices;

namespace FeedHandler.Native.Xdp;

/// <summary>Imports from the C library for BPF.</summary>
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

    /// <summary>if_nametoindex(3): 0 when the calling thread's network namespace has no such interface.</summary>
    [LibraryImport(Library, EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint InterfaceIndexOf(string name);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SysCall(nint number, nint command, BpfAttributes* attributes, nint bytes);
}
