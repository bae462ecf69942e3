namespace FeedHandler.Native.Xdp;

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
