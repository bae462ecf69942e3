using System.Runtime.InteropServices;

namespace FeedHandler.Native.Waiting;

/// <summary>struct kevent as macOS and libkqueue have it: 32 bytes. FreeBSD 12 and later append four longs, for which there is room.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct KqueueEvent
{
    internal const short ReadFilter = -1;
    internal const ushort AddFlag = 1;

    /// <summary>ident: the file descriptor.</summary>
    [FieldOffset(0)]
    internal nuint Descriptor;

    /// <summary>filter.</summary>
    [FieldOffset(8)]
    internal short Filter;

    /// <summary>flags.</summary>
    [FieldOffset(10)]
    internal ushort Flags;
}
