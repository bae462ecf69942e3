using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>Owns zeroed, aligned, unmanaged memory.</summary>
internal sealed unsafe class AlignedMemoryHandle : SafeHandle
{
    internal AlignedMemoryHandle(nuint bytes, nuint alignmentBytes)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        void* memory = NativeMemory.AlignedAlloc(bytes, alignmentBytes);
        NativeMemory.Clear(memory, bytes);
        SetHandle((nint)memory);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
