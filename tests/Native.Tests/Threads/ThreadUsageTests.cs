using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Threads;

public sealed class ThreadUsageTests
{
    [SetUp]
    public void NeedLinux() => Require.That(OperatingSystem.IsLinux(), "what threads use is told on Linux only");

    [Test]
    public void SleepsAreVoluntarySwitchesAndTakeNoTimeOnACore()
    {
        (ThreadUsage before, ThreadUsage after) = DedicatedThread.Run(() => Around(static () =>
        {
            for (int i = 0; i < 20; i++) Thread.Sleep(1);
        }));

        Assert.That(after.VoluntarySwitches - before.VoluntarySwitches, Is.GreaterThanOrEqualTo(20));
        Assert.That(after.CpuNs - before.CpuNs, Is.LessThan(20_000_000));
    }

    [Test]
    public void WorkTakesTimeOnACore()
    {
        (ThreadUsage before, ThreadUsage after) = DedicatedThread.Run(() => Around(static () => WorkUntil(30_000_000)));

        Assert.That(after.CpuNs - before.CpuNs, Is.GreaterThanOrEqualTo(30_000_000));
    }

    [Test]
    public unsafe void PagesThatAreTouchedForTheFirstTimeAreFaults()
    {
        const int PageCount = 256;
        (ThreadUsage before, ThreadUsage after) = DedicatedThread.Run(() => Around(static () =>
        {
            nint memory = (nint)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(PageCount * 4096, 4096);
            for (int page = 0; page < PageCount; page++) ((byte*)memory)[page * 4096] = 1;
            System.Runtime.InteropServices.NativeMemory.AlignedFree((void*)memory);
        }));

        Assert.That(after.MinorFaults, Is.GreaterThan(before.MinorFaults));
    }

    private static void WorkUntil(long cpuNs)
    {
        Assert.That(ThreadUsage.TryReadCurrent(out ThreadUsage start), Is.True);
        while (ThreadUsage.TryReadCurrent(out ThreadUsage now) && now.CpuNs - start.CpuNs < cpuNs) Thread.SpinWait(1000);
    }

    private static (ThreadUsage Before, ThreadUsage After) Around(Action work)
    {
        Assert.That(ThreadUsage.TryReadCurrent(out ThreadUsage before), Is.True);
        work();
        Assert.That(ThreadUsage.TryReadCurrent(out ThreadUsage after), Is.True);
        return (before, after);
    }
}
