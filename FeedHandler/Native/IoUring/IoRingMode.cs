namespace FeedHandler.Native.IoUring;

/// <summary>Who does the work of a ring when a datagram arrives.</summary>
public enum IoRingMode : byte
{
    /// <summary>Its thread, when it calls for it, and nobody else ever uses the ring (SINGLE_ISSUER, DEFER_TASKRUN; Linux 6.1).</summary>
    Deferred = 0,

    /// <summary>Its thread, with its next system call (COOP_TASKRUN; Linux 5.19).</summary>
    Cooperative = 1,

    /// <summary>A thread of the kernel, which needs a core of its own (SQPOLL).</summary>
    Threaded = 2,
}
