using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Memory;

/// <summary>Requests about how the kernel backs memory. All are best effort: memory is as usable after a refusal as before.</summary>
public static class MemoryAdvice
{
    /// <summary>Asks for transparent huge pages (madvise MADV_HUGEPAGE) on the whole pages inside a range.</summary>
    /// <param name="address">Where the range begins.</param>
    /// <param name="lengthBytes">How long it is.</param>
    /// <returns>EINVAL when the kernel has no huge pages; a range without one whole page succeeds and does nothing.</returns>
    public static NativeResult RequestHugePages(nint address, nuint lengthBytes)
    {
        const string operation = "madvise(MADV_HUGEPAGE)";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);

        nuint page = (nuint)Environment.SystemPageSize;
        nuint first = ((nuint)address + page - 1) & ~(page - 1);
        nuint end = ((nuint)address + lengthBytes) & ~(page - 1);
        if (end <= first) return NativeResult.Success(operation);
        return NativeResult.From(LibC.MAdvise((nint)first, end - first, LinuxConstants.MADV_HUGEPAGE), operation);
    }

    /// <summary>Keeps a range in memory (mlock): it is faulted in now and never paged out.</summary>
    /// <param name="address">Where the range begins.</param>
    /// <param name="lengthBytes">How long it is.</param>
    /// <returns>ENOMEM or EPERM when the limit RLIMIT_MEMLOCK does not allow it.</returns>
    public static NativeResult Lock(nint address, nuint lengthBytes)
    {
        string operation = $"mlock({lengthBytes} bytes)";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        return NativeResult.From(LibC.MLock(address, lengthBytes), operation);
    }
}
