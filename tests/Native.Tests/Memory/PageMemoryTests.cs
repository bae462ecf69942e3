using FeedHandler.Native.Memory;

namespace FeedHandler.Native.Tests.Memory;

public sealed unsafe class PageMemoryTests
{
    private const int MegaByte = 1 << 20;

    [TestCase(1)]
    [TestCase(5000)]
    [TestCase(MegaByte - 1)]
    [TestCase(3 * MegaByte)]
    public void IsZeroedWritableAndBeginsAtAPage(int bytes)
    {
        using PageMemory memory = PageMemory.Allocate((nuint)bytes);
        Assert.That(memory.LengthBytes, Is.GreaterThanOrEqualTo((nuint)bytes));
        Assert.That((long)memory.Address % Environment.SystemPageSize, Is.Zero);
        Span<byte> whole = new Span<byte>((void*)memory.Address, (int)memory.LengthBytes);
        Assert.That(whole.ContainsAnyExcept((byte)0), Is.False);
        whole.Fill(0xA5);
        Assert.That(whole.ContainsAnyExcept((byte)0xA5), Is.False);
    }

    [Test]
    public void LargeMemoryStandsOnHugePagesOrSaysWhyNot()
    {
        using PageMemory memory = PageMemory.Allocate(4 * MegaByte);
        if (OperatingSystem.IsLinux()) Assert.That((long)memory.Address % PageMemory.HugePageBytes, Is.Zero);
        if (memory.Backing == PageBacking.ReservedHuge) Assert.That(memory.Refusals, Is.Empty);
        else if (OperatingSystem.IsLinux()) Assert.That(memory.Refusals[0].Operation, Does.Contain("MAP_HUGETLB"));
    }

    [Test]
    public void SmallMemoryAsksForNothing()
    {
        using PageMemory memory = PageMemory.Allocate(100);
        Assert.That((memory.Backing, memory.Refusals.Count, memory.LengthBytes), Is.EqualTo((PageBacking.Standard, 0, (nuint)Environment.SystemPageSize)));
    }

    [Test]
    public void IsLockedOrSaysWhyNot()
    {
        using PageMemory memory = PageMemory.Allocate(100, isLocked: true);
        Assert.That(memory.IsLocked, Is.EqualTo(memory.Refusals.Count == 0));
    }

    [Test]
    public void DisposingUnmapsItAtOnce()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("mappings are listed on Linux");
        PageMemory memory = PageMemory.Allocate(4 * MegaByte);
        nint address = memory.Address;
        Assert.That(IsMapped(address), Is.True);
        memory.Dispose();
        Assert.That(IsMapped(address), Is.False);
    }

    [Test]
    public void RefusesNothing() => Assert.That(() => PageMemory.Allocate(0), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static bool IsMapped(nint address) => File.ReadLines("/proc/self/maps").Any(line =>
    {
        string[] range = line.Split(' ')[0].Split('-');
        return Convert.ToUInt64(range[0], 16) <= (ulong)address && (ulong)address < Convert.ToUInt64(range[1], 16);
    });
}
