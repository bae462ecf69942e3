namespace FeedHandler.Native.Clocks;

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
