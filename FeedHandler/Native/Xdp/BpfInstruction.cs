using System.Runtime.InteropServices;

namespace FeedHandler.Native.Xdp;

/// <summary>struct bpf_insn (linux/bpf.h): 8 bytes; a 64-bit constant takes two of them.</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
internal readonly record struct BpfInstruction
{
    /// <summary>code: class, width or condition, and where the operand is.</summary>
    [FieldOffset(0)]
    internal readonly byte Code;

    /// <summary>dst_reg in the low four bits, src_reg in the high four (on a little-endian machine).</summary>
    [FieldOffset(1)]
    internal readonly byte Registers;

    /// <summary>off: bytes from an address, or instructions to jump over.</summary>
    [FieldOffset(2)]
    internal readonly short Offset;

    /// <summary>imm: a constant, a helper's number or a map's descriptor.</summary>
    [FieldOffset(4)]
    internal readonly int Immediate;

    internal BpfInstruction(int code, BpfRegister destination, BpfRegister source, short offset, int immediate)
    {
        Code = (byte)code;
        Registers = (byte)((int)destination | ((int)source << 4));
        Offset = offset;
        Immediate = immediate;
    }

    internal BpfInstruction WithOffset(short offset) =>
        new(Code, (BpfRegister)(Registers & 0xF), (BpfRegister)(Registers >> 4), offset, Immediate);
}
