using FeedHandler.Native;
using FeedHandler.Native.IoUring;

namespace FeedHandler.Receivers.IoUring;

/// <summary>Opens the ring in the best mode that the kernel has.</summary>
internal static class RingOpening
{
    private const int NotPermitted = 1;
    private const int Invalid = 22;
    private const int NoSystemCall = 38;

    /// <summary>Opens a ring.</summary>
    /// <param name="groupCount">How many sockets it serves.</param>
    /// <param name="bufferCount">How many buffers each of them has.</param>
    /// <param name="settings">How to receive.</param>
    /// <param name="notes">Takes what could not be had as asked for.</param>
    /// <exception cref="OpeningException">The kernel has no ring for us.</exception>
    internal static IoRing Open(int groupCount, int bufferCount, ReceiverSettings settings, ICollection<string> notes)
    {
        // Each datagram that waits has a buffer, and each socket may tell of its end beside; one more place is for a question to the kernel's thread.
        int submissionCount = groupCount + 1;
        int completionCount = ((bufferCount + 2) * groupCount) + 1;
        IoRingMode mode = settings.UsesSubmissionThread ? IoRingMode.Threaded : IoRingMode.Deferred;
        NativeResult result = IoRing.Open(submissionCount, completionCount, mode, out IoRing? ring);
        if (result.Errno == Invalid && mode == IoRingMode.Deferred)
        {
            notes.Add($"{result}: the kernel is older than Linux 6.1: the ring's work is done with any system call of the thread instead");
            result = IoRing.Open(submissionCount, completionCount, IoRingMode.Cooperative, out ring);
        }

        if (ring is null) throw new OpeningException($"{result}{Advice(result)}");
        try
        {
            MustSucceed(ring.ProbeManyReceives());
            if (settings.BusyPollUs > 0) PollCard(ring, settings, notes);
            return ring;
        }
        catch
        {
            ring.Dispose();
            throw;
        }
    }

    /// <summary>Makes a refusal the end of the opening.</summary>
    /// <exception cref="OpeningException">It was refused.</exception>
    internal static void MustSucceed(NativeResult result)
    {
        if (!result.IsSuccess) throw new OpeningException($"{result}{Advice(result)}");
    }

    private static void PollCard(IoRing ring, ReceiverSettings settings, ICollection<string> notes)
    {
        if (settings.Wait == WaitMode.Spin)
        {
            notes.Add("io_uring polls the network card only while it waits: busy polling has no effect without the wait mode block");
            return;
        }

        NativeResult result = ring.SetBusyPoll(settings.BusyPollUs);
        if (!result.IsSuccess) notes.Add($"{result}: a wait does not poll the network card; it takes Linux 6.9");
    }

    private static string Advice(NativeResult result) => (result.Status, result.Errno) switch
    {
        (NativeStatus.NotSupported, _) => ": this receiver needs Linux",
        (_, NotPermitted) => ": io_uring is switched off or forbidden here: sysctl -w kernel.io_uring_disabled=0, and in a container a seccomp "
            + "profile that allows it; or receive by sockets",
        (_, NoSystemCall or Invalid) => ": this takes Linux 6.0, better 6.1 or later; receive by sockets",
        (_, 12) => ": no memory may be locked: raise the limit (ulimit -l), or ask for fewer buffers",
        (_, 24) => ": too many open files: raise the limit (ulimit -n)",
        _ => "",
    };
}
