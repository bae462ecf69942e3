using System.Globalization;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Clocks;

public sealed unsafe class TscReaderTests
{
    [SetUp]
    public void NeedCounter() =>
        Require.Machine(TscReader.IsSupported, $"the time stamp counter is unfit here: {TscReader.Support}, {TscReader.Mapping}");

    [Test]
    public void TheCounterOnlyGrowsOnOneCore()
    {
        ThreadAffinity.GetCurrentCore(out int core);
        Threads.DedicatedThread.Run(() =>
        {
            ThreadAffinity.PinCurrentThread(core);
            long previous = TscReader.ReadOrdered();
            for (int i = 0; i < 100_000; i++)
            {
                long now = TscReader.ReadOrdered();
                if (now <= previous) Assert.Fail($"reading {i}: {now} came after {previous}");
                previous = now;
            }
        });
    }

    [Test]
    public void BothReadersReadOneCounter()
    {
        long first = TscReader.ReadOrdered();
        long second = TscReader.Read();
        long third = TscReader.ReadOrdered();

        // A plain reading may be taken early, but not by a millisecond of any processor.
        Assert.That(second, Is.InRange(first - 1_000_000, third));
    }

    [Test]
    public void ReadingAllocatesNothing()
    {
        long sum = 0;
        long bytes = AllocationMeter.BytesOf(() => sum += TscReader.Read() - TscReader.ReadOrdered());

        Assert.That(bytes, Is.Zero, $"{sum}");
    }

    [Test]
    public void TheCodeIsExecutableAndNotWritable()
    {
        ulong address = (ulong)(nint)TscReader.Read;
        string mapping = File.ReadLines("/proc/self/maps").Single(line => Contains(line, address));

        Assert.That(mapping.Split(' ')[1], Is.EqualTo("r-xp"));
    }

    private static bool Contains(string mapping, ulong address)
    {
        string[] range = mapping.Split(' ')[0].Split('-');
        return address >= ulong.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            && address < ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
