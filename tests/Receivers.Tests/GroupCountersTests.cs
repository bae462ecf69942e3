using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Receivers.Tests;

public sealed class GroupCountersTests
{
    [Test]
    public void DropsGoOnWhereTheKernelsCountBeginsAnew()
    {
        GroupCounters counters = new();
        counters.SeeKernelDrops(uint.MaxValue / 2);
        counters.SeeKernelDrops(uint.MaxValue - 1);
        counters.SeeKernelDrops(3);

        Assert.That(counters.KernelDrops, Is.EqualTo((1L << 32) + 3));
    }

    [Test]
    public void AnOlderReadingOfDropsChangesNothing()
    {
        GroupCounters counters = new();
        counters.SeeKernelDrops(10);
        counters.SeeKernelDrops(7);

        Assert.That(counters.KernelDrops, Is.EqualTo(10));
    }

    [Test]
    public void CountsShareNoCacheLineWithAnythingElse()
    {
        FieldInfo[] fields = typeof(GroupCounters.Counts).GetFields(BindingFlags.NonPublic | BindingFlags.Instance);
        int[] offsets = [.. fields.Select(static field => field.GetCustomAttribute<FieldOffsetAttribute>()!.Value)];

        Assert.That(offsets.Min(), Is.GreaterThanOrEqualTo(128));
        Assert.That(Unsafe.SizeOf<GroupCounters.Counts>() - (offsets.Max() + 8), Is.GreaterThanOrEqualTo(128));
        Assert.That(offsets, Is.Unique);
    }
}
