using System.Globalization;
using System.Runtime.InteropServices;
using FeedHandler.Native.Memory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Memory;

public sealed unsafe class MemoryAdviceTests
{
    private const int LengthBytes = 1 << 22;

    private void* _memory;

    [SetUp]
    public void Allocate()
    {
        Require.That(OperatingSystem.IsLinux(), "memory is advised on Linux only");
        _memory = NativeMemory.AlignedAlloc(LengthBytes, 1 << 21);
    }

    [TearDown]
    public void Free() => NativeMemory.AlignedFree(_memory);

    [Test]
    public void HugePagesAreRequestedForTheRangesWholePages()
    {
        Require.That(Directory.Exists("/sys/kernel/mm/transparent_hugepage"), "this kernel has no transparent huge pages");
        NativeResult result = MemoryAdvice.RequestHugePages((nint)_memory + 1, LengthBytes - 2);

        Assert.That(result.IsSuccess, Is.True, result.ToString());
        Assert.That(FlagsOfMappingAt((nint)_memory + (LengthBytes / 2)), Does.Contain("hg"));
    }

    [Test]
    public void ARangeWithoutAWholePageNeedsNothing() =>
        Assert.That(MemoryAdvice.RequestHugePages((nint)_memory + 1, 64).IsSuccess, Is.True);

    [Test]
    public void LockedMemoryIsCountedByTheKernel()
    {
        long beforeKb = LockedKb();
        NativeResult result = MemoryAdvice.Lock((nint)_memory, LengthBytes);
        Require.That(result.IsSuccess, result.ToString());

        Assert.That(LockedKb() - beforeKb, Is.GreaterThanOrEqualTo(LengthBytes / 1024));
    }

    [Test]
    public void UnmappedMemoryIsRefusedInWords() =>
        Assert.That(MemoryAdvice.Lock(0, 4096).ToString(), Does.Match(@"^mlock\(4096 bytes\): .+ \(errno \d+\)$"));

    private static long LockedKb() => long.Parse(
        File.ReadLines("/proc/self/status").Single(static line => line.StartsWith("VmLck:", StringComparison.Ordinal)).Split(' ')[^2],
        CultureInfo.InvariantCulture);

    private static string FlagsOfMappingAt(nint address)
    {
        bool isInside = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] range = line.Split(' ')[0].Split('-');
            if (range.Length == 2 && long.TryParse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long first)
                && long.TryParse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long end))
            {
                isInside = address >= first && address < end;
            }

            if (isInside && line.StartsWith("VmFlags:", StringComparison.Ordinal)) return line;
        }

        return "";
    }
}
