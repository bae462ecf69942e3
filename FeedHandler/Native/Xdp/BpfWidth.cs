namespace FeedHandler.Native.Xdp;

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
