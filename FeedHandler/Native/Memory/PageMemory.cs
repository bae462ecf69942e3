using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Memory;

/// <summary>
/// Zeroed memory in whole pages that nothing else shares, faulted in when it is made, outside the garbage collector's reach. Large
/// memory takes reserved huge pages, else transparent ones, else ordinary ones; <see cref="Backing"/> and <see cref="Refusals"/> say
/// which and why. Disposing gives it back at once.
/// </summary>
[SuppressMessage("Interoperability", "CA1419:Provide a parameterless constructor", Justification = "No import returns one.")]
public sealed unsafe class PageMemory : SafeHandle
{
    /// <summary>The size of a huge page, and what memory on huge pages is rounded up to.</summary>
    public const int HugePageBytes = 2 << 20;

    private readonly List<NativeResult> _refusals = [];

    private PageMemory()
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Where it begins: at a page.</summary>
    public nint Address => handle;

    /// <summary>How long it is: at least what was asked for, in whole pages.</summary>
    public nuint LengthBytes { get; private set; }

    /// <summary>What stands behind it, as found after every page was touched.</summary>
    public PageBacking Backing { get; private set; }

    /// <summary>Whether it is locked in memory.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>What was asked of the system and refused, in order. The memory is as usable as without.</summary>
    public IReadOnlyList<NativeResult> Refusals => _refusals;

    /// <summary>Takes memory.</summary>
    /// <param name="bytes">How much at least: more than 0.</param>
    /// <param name="isLocked">Whether to lock it in memory (mlock); a refusal is reported and no more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is 0.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not so much memory.</exception>
    public static PageMemory Allocate(nuint bytes, bool isLocked = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bytes);
        PageMemory memory = new();
        try
        {
            if (OperatingSystem.IsLinux()) memory.Map(bytes);
            else memory.Allocate(bytes);
            if (isLocked) memory.IsLocked = memory.Keep(MemoryAdvice.Lock(memory.handle, memory.LengthBytes));
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        if (OperatingSystem.IsLinux()) return LibC.MUnmap(handle, LengthBytes) == 0;
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }

    private static nuint RoundUp(nuint bytes, nuint unitBytes) => checked(bytes + unitBytes - 1) / unitBytes * unitBytes;

    private static nint MapAnonymous(nuint bytes, int moreFlags) => LibC.MMap(
        0, bytes, LinuxConstants.PROT_READ | LinuxConstants.PROT_WRITE,
        LinuxConstants.MAP_PRIVATE | LinuxConstants.MAP_ANONYMOUS | moreFlags, -1, 0);

    private bool Keep(NativeResult result)
    {
        if (!result.IsSuccess) _refusals.Add(result);
        return result.IsSuccess;
    }

    private void Map(nuint bytes)
    {
        bool isLarge = bytes >= HugePageBytes / 2;
        LengthBytes = RoundUp(bytes, isLarge ? HugePageBytes : (nuint)Environment.SystemPageSize);
        if (isLarge && TryMapReserved()) return;

        // The kernel aligns a mapping to ordinary pages: what lies before and after the first huge page boundary goes back.
        nuint spareBytes = isLarge ? HugePageBytes : 0u;
        nint first = MapAnonymous(LengthBytes + spareBytes, 0);
        if (first == LinuxConstants.MAP_FAILED) throw new InsufficientMemoryException($"The machine has no {LengthBytes} bytes of memory left.");
        SetHandle(isLarge ? Trim(first) : first);
        if (isLarge) Keep(MemoryAdvice.RequestHugePages(handle, LengthBytes));

        // Writing is what faults a page in: an untouched page is only a promise.
        NativeMemory.Clear((void*)handle, LengthBytes);
        if (isLarge && TransparentPages.HugeBytesAt(handle) * 2 >= LengthBytes) Backing = PageBacking.TransparentHuge;
    }

    // MAP_POPULATE makes the kernel take the pages now: without them the mapping fails here instead of killing the process at the first touch.
    private bool TryMapReserved()
    {
        nint address = MapAnonymous(LengthBytes, LinuxConstants.MAP_HUGETLB | LinuxConstants.MAP_POPULATE);
        int returnCode = address == LinuxConstants.MAP_FAILED ? -1 : 0;
        if (!Keep(NativeResult.From(returnCode, $"mmap(MAP_HUGETLB, {LengthBytes} bytes)"))) return false;
        SetHandle(address);
        Backing = PageBacking.ReservedHuge;
        return true;
    }

    private nint Trim(nint first)
    {
        nint begin = (first + HugePageBytes - 1) & ~(HugePageBytes - 1);
        nint end = begin + (nint)LengthBytes;
        if (begin > first) _ = LibC.MUnmap(first, (nuint)(begin - first));
        nint behind = first + (nint)LengthBytes + HugePageBytes;
        if (behind > end) _ = LibC.MUnmap(end, (nuint)(behind - end));
        return begin;
    }

    private void Allocate(nuint bytes)
    {
        nuint pageBytes = (nuint)Environment.SystemPageSize;
        LengthBytes = RoundUp(bytes, pageBytes);
        SetHandle((nint)NativeMemory.AlignedAlloc(LengthBytes, pageBytes));
        NativeMemory.Clear((void*)handle, LengthBytes);
    }
}

/// <summary>What stands behind pages of memory. Larger pages need fewer entries of the processor's address cache.</summary>
public enum PageBacking
{
    /// <summary>Pages of the ordinary size.</summary>
    Standard = 0,

    /// <summary>The kernel put huge pages behind at least half of the memory by itself (transparent huge pages).</summary>
    TransparentHuge = 1,

    /// <summary>Huge pages that the administrator reserved (hugetlbfs): they are never split or paged out.</summary>
    ReservedHuge = 2,
}
