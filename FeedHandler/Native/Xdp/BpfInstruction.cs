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

/// <summary>Registers of the BPF machine, with what the calling convention uses them for.</summary>
internal enum BpfRegister : byte
{
    /// <summary>R0: what a call or the program returns.</summary>
    Result = 0,

    /// <summary>R1: first argument; on entry the context (struct xdp_md). Lost by a call.</summary>
    Argument1 = 1,

    /// <summary>R2: second argument. Lost by a call.</summary>
    Argument2 = 2,

    /// <summary>R3: third argument. Lost by a call.</summary>
    Argument3 = 3,

    /// <summary>R4. Lost by a call.</summary>
    Scratch4 = 4,

    /// <summary>R5. Lost by a call.</summary>
    Scratch5 = 5,

    /// <summary>R6: kept across calls.</summary>
    Kept6 = 6,

    /// <summary>R7: kept across calls.</summary>
    Kept7 = 7,

    /// <summary>R8: kept across calls.</summary>
    Kept8 = 8,

    /// <summary>R9: kept across calls.</summary>
    Kept9 = 9,

    /// <summary>R10: the end of the stack, which may not be written; the 512 bytes below it may be used.</summary>
    Frame = 10,
}

/// <summary>When a jump is taken, as in its opcode; the comparisons are unsigned.</summary>
internal enum BpfCondition : byte
{
    /// <summary>BPF_JA: always.</summary>
    Always = 0x00,

    /// <summary>BPF_JEQ.</summary>
    Equal = 0x10,

    /// <summary>BPF_JGT.</summary>
    Greater = 0x20,

    /// <summary>BPF_JNE.</summary>
    NotEqual = 0x50,
}

/// <summary>How much memory an instruction reads or writes, as in its opcode.</summary>
internal enum BpfWidth : byte
{
    /// <summary>BPF_W.</summary>
    Bytes4 = 0x00,

    /// <summary>BPF_H.</summary>
    Bytes2 = 0x08,

    /// <summary>BPF_B.</summary>
    Bytes1 = 0x10,

    /// <summary>BPF_DW.</summary>
    Bytes8 = 0x18,
}
