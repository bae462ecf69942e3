using System.Runtime.InteropServices;

namespace FeedHandler.Gateway.Buffers;

/// <summary>A part of a segment, or of a file, in the queue of a connection: one send or more, all whole.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SliceNode
{
    internal int Segment;
    internal int Offset;
    internal int Length;
    internal int Next;

    // How many sends end in it.
    internal ushort UnitCount;
    internal SliceMarks Marks;

    internal readonly bool IsFile => Segment < 0;

    internal readonly bool Is(SliceMarks mark) => (Marks & mark) != 0;
}

/// <summary>What a slice is besides its bytes.</summary>
[Flags]
internal enum SliceMarks : byte
{
    None = 0,

    /// <summary>Some of it may have gone out: all of it must follow.</summary>
    Begun = 1,

    /// <summary>Its last send goes on in the next slice.</summary>
    Continues = 2,

    /// <summary>The system reads it at this moment: it must stay as it is until the system has told how much went out.</summary>
    Held = 4,
}
