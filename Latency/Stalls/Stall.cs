namespace FeedHandler.Latency.Stalls;

/// <summary>Why a thread that never waits did not go on.</summary>
public enum StallCause : byte
{
    /// <summary>It worked all the while on what it had received.</summary>
    Work = 0,

    /// <summary>The garbage collector stopped it.</summary>
    Collection = 1,

    /// <summary>Pages of its memory were mapped or read from a disk.</summary>
    PageFault = 2,

    /// <summary>The kernel gave its core to another thread (involuntary context switch).</summary>
    Preemption = 3,

    /// <summary>It waited in the kernel, for a lock or a sleep (voluntary context switch).</summary>
    Wait = 4,

    /// <summary>It was on its core by the kernel's account and had nothing to do: an interrupt, the hypervisor, a change of frequency; nobody tells.</summary>
    Interruption = 5,

    /// <summary>An interruption, while more interrupts of one source than usual came to its core.</summary>
    Interrupt = 6,

    /// <summary>An interruption, while the frequency of its core changed.</summary>
    Frequency = 7,
}

/// <summary>The causes by name.</summary>
public static class StallCauses
{
    /// <summary>Every cause.</summary>
    public static ReadOnlySpan<StallCause> All =>
    [
        StallCause.Work, StallCause.Collection, StallCause.PageFault, StallCause.Preemption, StallCause.Wait, StallCause.Interruption, StallCause.Interrupt,
        StallCause.Frequency,
    ];

    /// <summary>A cause as reports and metrics name it: camel case.</summary>
    /// <param name="cause">The cause.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cause.</exception>
    public static string NameOf(StallCause cause) => cause switch
    {
        StallCause.Work => "work",
        StallCause.Collection => "collection",
        StallCause.PageFault => "pageFault",
        StallCause.Preemption => "preemption",
        StallCause.Wait => "wait",
        StallCause.Interruption => "interruption",
        StallCause.Interrupt => "interrupt",
        StallCause.Frequency => "frequency",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no such cause"),
    };
}

/// <summary>A stretch of time in which a thread that polls without waiting did not come round.</summary>
/// <param name="EndNs">When it came round again, nanoseconds of the steady clock.</param>
/// <param name="DurationNs">How long that took, in nanoseconds.</param>
/// <param name="Cause">Why, as far as the kernel and the runtime tell.</param>
/// <param name="PacketCount">Packets that it handled in that time.</param>
public readonly record struct Stall(long EndNs, long DurationNs, StallCause Cause, int PacketCount);
