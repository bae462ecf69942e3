using FeedHandler.Native.Memory;

namespace FeedHandler.Native.Clocks;

/// <summary>
/// Reads the processor's time stamp counter. The runtime has no intrinsic for it, so a page of machine code is mapped once,
/// written, and then made executable and read-only: never both writable and executable. It lives as long as the process.
/// </summary>
public static unsafe class TscReader
{
    private const int OrderedOffset = 16;

    private static readonly MachineCode? Code;

    /// <summary>Maps the two readers when the counter can be trusted; the cost is one page.</summary>
    static TscReader()
    {
        Support = TscInvariance.Check();
        Mapping = NativeResult.NotSupported("rdtsc");
        if (Support != TscSupport.Supported) return;

        Mapping = MachineCode.Map(Instructions, out Code);
        if (Code is null) Support = TscSupport.MappingRefused;
    }

    /// <summary>Whether the counter can serve as a clock here, and if not, why.</summary>
    public static TscSupport Support { get; }

    /// <summary>Whether <see cref="Read"/> and <see cref="ReadOrdered"/> can be called.</summary>
    public static bool IsSupported => Support == TscSupport.Supported;

    /// <summary>The outcome of mapping the machine code; not supported when the counter was not trusted in the first place.</summary>
    public static NativeResult Mapping { get; }

    /// <summary>
    /// `rdtsc`: the counter, not ordered against the instructions around it, so that the processor may take the reading tens of
    /// nanoseconds early. Null unless <see cref="IsSupported"/>. Safe without a GC transition: ten nanoseconds, no call, no wait.
    /// </summary>
    public static delegate* unmanaged[SuppressGCTransition]<long> Read =>
        Code is null ? null : (delegate* unmanaged[SuppressGCTransition]<long>)Code.Address;

    /// <summary>
    /// `lfence; rdtsc`: the counter once every earlier instruction has completed. For calibration and for timing short sequences;
    /// about seven nanoseconds dearer. Null unless <see cref="IsSupported"/>.
    /// </summary>
    public static delegate* unmanaged[SuppressGCTransition]<long> ReadOrdered =>
        Code is null ? null : (delegate* unmanaged[SuppressGCTransition]<long>)(Code.Address + OrderedOffset);

    // Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2B, RDTSC: EDX:EAX receives the counter and the upper
    // halves of RAX and RDX are cleared. System V ABI: the result returns in RAX, RDX is the callee's to spoil.
    private static ReadOnlySpan<byte> Instructions =>
    [
        0x0F, 0x31, // rdtsc
        0x48, 0xC1, 0xE2, 0x20, // shl rdx, 32
        0x48, 0x09, 0xD0, // or rax, rdx
        0xC3, // ret
        0xCC, 0xCC, 0xCC, 0xCC, 0xCC, 0xCC, // int3 up to the next entry
        0x0F, 0xAE, 0xE8, // lfence
        0x0F, 0x31, // rdtsc
        0x48, 0xC1, 0xE2, 0x20, // shl rdx, 32
        0x48, 0x09, 0xD0, // or rax, rdx
        0xC3, // ret
    ];
}

/// <summary>Whether the processor's time stamp counter can serve as a clock, and if not, why.</summary>
public enum TscSupport : byte
{
    /// <summary>The counter runs at one constant rate on every core, and can be read.</summary>
    Supported = 0,

    /// <summary>Only Linux is known to say whether the counter can be trusted.</summary>
    NotLinux = 1,

    /// <summary>The processor is not x86-64.</summary>
    NotX64 = 2,

    /// <summary>The processor promises no constant rate in every power state (constant_tsc and nonstop_tsc in /proc/cpuinfo).</summary>
    NotInvariant = 3,

    /// <summary>The kernel found the counter unfit, for instance unequal among cores, and dropped it from its clock sources.</summary>
    RejectedByKernel = 4,

    /// <summary>The system refused the page of machine code that reads the counter; the result of the mapping says why.</summary>
    MappingRefused = 5,
}
