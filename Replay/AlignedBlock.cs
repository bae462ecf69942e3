using System.Runtime.InteropServices;

namespace FeedHandler.Replay;

/// <summary>A block of unmanaged memory that begins at a cache line and can grow, moving its contents.</summary>
internal sealed unsafe class AlignedBlock : SafeHandle
{
    internal const int Alignment = 64;

    internal AlignedBlock(nint length)
        : base(0, ownsHandle: true)
    {
        Length = length;
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)length, Alignment));
    }

    public override bool IsInvalid => handle == 0;

    internal byte* Start => (byte*)handle;

    internal nint Length { get; private set; }

    /// <summary>Gives the block another length; what fits stays.</summary>
    internal void Resize(nint length)
    {
        SetHandle((nint)NativeMemory.AlignedRealloc((void*)handle, (nuint)length, Alignment));
        Length = length;
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
