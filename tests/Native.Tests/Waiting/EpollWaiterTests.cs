using FeedHandler.Native.Waiting;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Waiting;

public sealed class EpollWaiterTests
{
    [Test]
    public void AWaitEndsWithADatagramAndAsLongAsItIsNotFetched()
    {
        Require.That(OperatingSystem.IsLinux(), "epoll is of Linux");
        Assert.That(EpollWaiter.Open(out EpollWaiter? waiter).IsSuccess, Is.True);
        using (waiter) WaiterContract.Check(waiter!);
    }

    [Test]
    public void AWaitAllocatesNothing()
    {
        Require.That(OperatingSystem.IsLinux(), "epoll is of Linux");
        EpollWaiter.Open(out EpollWaiter? waiter);
        using (waiter) Assert.That(AllocationMeter.BytesOf(() => waiter!.Wait(0)), Is.Zero);
    }

    [Test]
    public void ADescriptorThatIsNoneIsRefused()
    {
        Require.That(OperatingSystem.IsLinux(), "epoll is of Linux");
        EpollWaiter.Open(out EpollWaiter? waiter);
        using (waiter) Assert.That(waiter!.Add(-1).ToString(), Does.StartWith("epoll_ctl(EPOLL_CTL_ADD): Bad file descriptor"));
    }
}
