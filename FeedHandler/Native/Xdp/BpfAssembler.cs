using static FeedHandler.Native.Xdp.XdpConstants;

namespace FeedHandler.Native.Xdp;

/// <summary>
/// Builds a program for the kernel's BPF machine, one instruction a call. Jumps go forward to labels, which is all that a packet filter
/// needs and what every verifier accepts.
/// </summary>
internal sealed class BpfAssembler
{
    private const BpfRegister None = BpfRegister.Result;
    private const int PseudoMapDescriptor = 1;

    private readonly List<BpfInstruction> _instructions = [];
    private readonly List<(int Index, string Label)> _jumps = [];
    private readonly Dictionary<string, int> _labels = [];

    /// <summary>destination = source.</summary>
    internal BpfAssembler Move(BpfRegister destination, BpfRegister source) => Add(BPF_ALU64 | BPF_MOV | BPF_X, destination, source, 0, 0);

    /// <summary>destination = constant, its sign extended to 64 bits.</summary>
    internal BpfAssembler Set(BpfRegister destination, int constant) => Add(BPF_ALU64 | BPF_MOV | BPF_K, destination, None, 0, constant);

    /// <summary>destination += constant.</summary>
    internal BpfAssembler Add(BpfRegister destination, int constant) => Add(BPF_ALU64 | BPF_ADD | BPF_K, destination, None, 0, constant);

    /// <summary>destination &amp;= constant.</summary>
    internal BpfAssembler And(BpfRegister destination, int constant) => Add(BPF_ALU64 | BPF_AND | BPF_K, destination, None, 0, constant);

    /// <summary>destination = *(address + offset), zero-extended.</summary>
    internal BpfAssembler Load(BpfWidth width, BpfRegister destination, BpfRegister address, short offset) =>
        Add(BPF_LDX | BPF_MEM | (int)width, destination, address, offset, 0);

    /// <summary>*(address + offset) = source.</summary>
    internal BpfAssembler Store(BpfWidth width, BpfRegister address, short offset, BpfRegister source) =>
        Add(BPF_STX | BPF_MEM | (int)width, address, source, offset, 0);

    /// <summary>*(address + offset) = constant.</summary>
    internal BpfAssembler StoreConstant(BpfWidth width, BpfRegister address, short offset, int constant) =>
        Add(BPF_ST | BPF_MEM | (int)width, address, None, offset, constant);

    /// <summary>destination = the map behind a descriptor; takes the room of two instructions.</summary>
    internal BpfAssembler LoadMap(BpfRegister destination, int descriptor)
    {
        Add(BPF_LD | BPF_IMM | (int)BpfWidth.Bytes8, destination, (BpfRegister)PseudoMapDescriptor, 0, descriptor);
        return Add(0, None, None, 0, 0);
    }

    /// <summary>Calls a kernel helper (enum bpf_func_id) with arguments in R1 to R5; its result is in R0.</summary>
    internal BpfAssembler Call(int helper) => Add(BPF_JMP | BPF_CALL, None, None, 0, helper);

    /// <summary>Ends the program with R0 as its verdict.</summary>
    internal BpfAssembler Exit() => Add(BPF_JMP | BPF_EXIT, None, None, 0, 0);

    /// <summary>Goes on at a label.</summary>
    internal BpfAssembler Jump(string label) => JumpTo(label, BPF_JMP | (int)BpfCondition.Always, None, None, 0);

    /// <summary>Goes on at a label if a register compares so with a constant.</summary>
    internal BpfAssembler JumpIf(BpfRegister left, BpfCondition condition, int constant, string label) =>
        JumpTo(label, BPF_JMP | BPF_K | (int)condition, left, None, constant);

    /// <summary>Goes on at a label if two registers compare so.</summary>
    internal BpfAssembler JumpIf(BpfRegister left, BpfCondition condition, BpfRegister right, string label) =>
        JumpTo(label, BPF_JMP | BPF_X | (int)condition, left, right, 0);

    /// <summary>Names the next instruction.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    internal BpfAssembler Label(string label)
    {
        _labels.Add(label, _instructions.Count);
        return this;
    }

    /// <summary>The program, its jumps resolved.</summary>
    /// <exception cref="InvalidOperationException">A jump's label does not follow it, or is too far away.</exception>
    internal BpfInstruction[] Build()
    {
        BpfInstruction[] program = [.. _instructions];
        foreach ((int index, string label) in _jumps)
        {
            // The machine has already gone on to the next instruction when it adds the offset.
            int distance = _labels.GetValueOrDefault(label, -1) - index - 1;
            if (distance is < 0 or > short.MaxValue) throw new InvalidOperationException($"The jump at {index} has no label {label} after it within reach.");
            program[index] = program[index].WithOffset((short)distance);
        }

        return program;
    }

    private BpfAssembler JumpTo(string label, int code, BpfRegister left, BpfRegister right, int constant)
    {
        _jumps.Add((_instructions.Count, label));
        return Add(code, left, right, 0, constant);
    }

    private BpfAssembler Add(int code, BpfRegister destination, BpfRegister source, short offset, int constant)
    {
        _instructions.Add(new BpfInstruction(code, destination, source, offset, constant));
        return this;
    }
}
