namespace FeedHandler.Native.Linux;

/// <summary>
/// Keeps every core of the machine awake for as long as it is held (/dev/cpu_dma_latency of the kernel's power management quality of
/// service): waking a sleeping core takes tens of microseconds, an awake one a few. It costs power.
/// </summary>
public sealed unsafe class CpuLatencyRequest : IDisposable
{
    private const string Device = "/dev/cpu_dma_latency";
    private int _descriptor;

    private CpuLatencyRequest(int descriptor) => _descriptor = descriptor;

    /// <summary>Asks that no core take longer than 0 microseconds to wake.</summary>
    /// <param name="request">The request; null unless the call succeeds.</param>
    /// <returns>EACCES without the right to write the device, ENOENT where there is none, as in most containers.</returns>
    public static NativeResult Hold(out CpuLatencyRequest? request)
    {
        request = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(Device);
        int descriptor = LibC.Open(Device, LinuxConstants.O_WRONLY | LinuxConstants.O_CLOEXEC, 0);
        NativeResult result = NativeResult.From(descriptor, $"open({Device})");
        if (!result.IsSuccess) return result;
        int latencyUs = 0;
        result = NativeResult.From((int)LibC.Write(descriptor, (byte*)&latencyUs, sizeof(int)), $"write({Device})");
        if (result.IsSuccess) request = new CpuLatencyRequest(descriptor);
        else _ = LibC.Close(descriptor);
        return result;
    }

    /// <summary>Lets the cores sleep again, as far as others let them.</summary>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }
}
