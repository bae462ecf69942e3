using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Threads;

public sealed class ThreadSchedulingTests
{
    [Test]
    public void AThreadBecomesRealTimeAndOrdinaryAgain()
    {
        Require.That(OperatingSystem.IsLinux(), "scheduling classes are those of Linux");
        NativeResult asked = default;
        bool isFifo = false;
        bool isFifoAfter = true;
        DedicatedThread.Run(() =>
        {
            asked = ThreadScheduling.UseFifoForCurrentThread(ThreadScheduling.FifoPriorityMin);
            ThreadScheduling.GetIsFifo(out isFifo);
            ThreadScheduling.UseOrdinaryForCurrentThread();
            ThreadScheduling.GetIsFifo(out isFifoAfter);
        });
        Require.That(asked.IsSuccess, $"real-time scheduling is not permitted here: {asked}");
        Assert.That((isFifo, isFifoAfter), Is.EqualTo((true, false)));
    }

    [Test]
    public void APriorityOutOfRangeIsRefusedWithTheReason()
    {
        Require.That(OperatingSystem.IsLinux(), "scheduling classes are those of Linux");
        NativeResult asked = ThreadScheduling.UseFifoForCurrentThread(ThreadScheduling.FifoPriorityMax + 1);
        Assert.That(asked.Status, Is.EqualTo(NativeStatus.Failed));
        Assert.That(asked.ToString(), Does.Contain("SCHED_FIFO, 100"));
    }
}
