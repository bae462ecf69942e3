using FeedHandler.Native.Linux;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Linux;

public sealed class CpuLatencyRequestTests
{
    private const string Device = "/dev/cpu_dma_latency";

    [Test]
    public void TheMachinesLimitIsZeroWhileItIsHeld()
    {
        Require.Root();
        Require.That(File.Exists(Device), $"there is no {Device}: the kernel has no power management, or a container hides it");
        Assert.That(CpuLatencyRequest.Hold(out CpuLatencyRequest? request).IsSuccess, Is.True);
        using (request) Assert.That(LimitUs(), Is.Zero);
    }

    [Test]
    public void WithoutTheRightTheReasonIsTold()
    {
        Require.Root();
        Require.That(File.Exists(Device), $"there is no {Device}: the kernel has no power management, or a container hides it");
        using NetworkNamespace anywhere = new();
        NativeResult result = anywhere.RunAsNobody(static () => CpuLatencyRequest.Hold(out _));

        Assert.That(result.ToString(), Is.EqualTo("open(/dev/cpu_dma_latency): Permission denied (errno 13)"));
    }

    // The device tells the smallest of all requests.
    private static int LimitUs()
    {
        using FileStream device = new(Device, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] limit = new byte[sizeof(int)];
        device.ReadExactly(limit);
        return BitConverter.ToInt32(limit);
    }
}
