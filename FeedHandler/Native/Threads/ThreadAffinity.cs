using System.Globalization;
using System.Numerics;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Threads;

/// <summary>
/// Which cores the calling thread may run on. Only the calling operating system thread is meant, so call it from a dedicated thread,
/// never from the thread pool.
/// </summary>
public static unsafe class ThreadAffinity
{
    /// <summary>Cores with an index below this can be named: the most that a Linux kernel is built for.</summary>
    public const int CoreCountMax = 8192;

    private const int MaskWords = CoreCountMax / 64;
    private const nuint MaskBytes = CoreCountMax / 8;

    /// <summary>Restricts the calling thread to one core.</summary>
    /// <param name="coreIndex">The core's number as the kernel counts, from 0.</param>
    /// <returns>EINVAL when the core does not exist or is outside what this process may use.</returns>
    public static NativeResult PinCurrentThread(int coreIndex) => RestrictCurrentThread([coreIndex]);

    /// <summary>Restricts the calling thread to a set of cores.</summary>
    /// <param name="coreIndexes">The cores' numbers as the kernel counts, from 0; at least one.</param>
    /// <returns>EINVAL when none of the cores exists or may be used, or when a number is out of range.</returns>
    public static NativeResult RestrictCurrentThread(ReadOnlySpan<int> coreIndexes)
    {
        string operation = $"sched_setaffinity(cores {Describe(coreIndexes)})";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);

        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        foreach (int coreIndex in coreIndexes)
        {
            if ((uint)coreIndex >= CoreCountMax) return NativeResult.Failure(operation, LinuxConstants.EINVAL);
            mask[coreIndex / 64] |= 1UL << (coreIndex % 64);
        }

        return NativeResult.From(LibC.SchedSetAffinity(0, MaskBytes, mask), operation);
    }

    /// <summary>The cores that the calling thread may run on, ascending.</summary>
    /// <param name="coreIndexes">The cores' numbers as the kernel counts, from 0; empty unless the call succeeds.</param>
    public static NativeResult GetAllowedCores(out int[] coreIndexes)
    {
        const string operation = "sched_getaffinity";
        coreIndexes = [];
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);

        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        NativeResult result = NativeResult.From(LibC.SchedGetAffinity(0, MaskBytes, mask), operation);
        if (result.IsSuccess) coreIndexes = IndexesOf(new ReadOnlySpan<ulong>(mask, MaskWords));
        return result;
    }

    /// <summary>The core that runs the calling thread at this moment.</summary>
    /// <param name="coreIndex">The core's number as the kernel counts, from 0; -1 unless the call succeeds.</param>
    public static NativeResult GetCurrentCore(out int coreIndex)
    {
        const string operation = "sched_getcpu";
        coreIndex = -1;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);

        coreIndex = LibC.SchedGetCpu();
        return NativeResult.From(coreIndex, operation);
    }

    private static int[] IndexesOf(ReadOnlySpan<ulong> mask)
    {
        List<int> indexes = [];
        for (int word = 0; word < mask.Length; word++)
        {
            for (ulong rest = mask[word]; rest != 0; rest &= rest - 1) indexes.Add((word * 64) + BitOperations.TrailingZeroCount(rest));
        }

        return [.. indexes];
    }

    private static string Describe(ReadOnlySpan<int> coreIndexes) =>
        string.Join(',', Array.ConvertAll(coreIndexes.ToArray(), static index => index.ToString(CultureInfo.InvariantCulture)));
}
