namespace FeedHandler.Native.Xdp;

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
