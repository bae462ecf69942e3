using System.Reflection;
using System.Runtime.InteropServices;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests.Broadcast;

public sealed class BroadcastRingTests
{
    private const int Capacity = 64;

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(-2)]
    public void RefusesACapacityThatIsNoPowerOfTwo(int capacity) =>
        Assert.That(() => new BroadcastRing<long>(capacity), Throws.TypeOf<ArgumentException>());

    [TestCase(2)]
    [TestCase(8)]
    [TestCase(Capacity)]
    public void AReaderThatKeepsUpTakesEverythingInOrder(int capacity)
    {
        using BroadcastRing<long> ring = new(capacity);
        BroadcastReader<long> reader = ring.NewReader();
        for (long i = 0; i < 10 * capacity; i++)
        {
            ring.Writer.Publish(i);
            Assert.That((reader.TryRead(out long taken), taken), Is.EqualTo((BroadcastRead.Taken, i)));
        }

        Assert.That(reader.TryRead(out _), Is.EqualTo(BroadcastRead.Empty));
        Assert.That((reader.TakenCount, reader.LostCount, reader.LapCount, reader.LagMax), Is.EqualTo((10L * capacity, 0L, 0L, 1L)));
    }

    [Test]
    public void ClaimsAreInvisibleUntilPublished()
    {
        using BroadcastRing<long> ring = new(Capacity);
        BroadcastReader<long> reader = ring.NewReader();
        ring.Writer.Claim() = 5;
        ring.Writer.Claim() = 6;
        Assert.That((reader.TryRead(out _), ring.Writer.UnpublishedCount), Is.EqualTo((BroadcastRead.Empty, 2)));
        ring.Writer.Publish();
        Span<long> two = stackalloc long[4];
        Assert.That((reader.Read(two, out int count), count, two[0], two[1]), Is.EqualTo((BroadcastRead.Taken, 2, 5L, 6L)));
    }

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(Capacity)]
    public void AReaderThatIsOvertakenKnowsHowManyItLostAndGoesOnWithTheNewest(int capacity)
    {
        using BroadcastRing<long> ring = new(capacity);
        BroadcastReader<long> reader = ring.NewReader();
        int count = 3 * capacity;
        for (long i = 0; i < count; i++) ring.Writer.Publish(i);
        Assert.That(reader.TryRead(out _), Is.EqualTo(BroadcastRead.Lapped));
        Assert.That((reader.LostCount, reader.LapCount, reader.LagMax), Is.EqualTo((count - 1L, 1L, (long)count)));
        Assert.That((reader.TryRead(out long newest), newest), Is.EqualTo((BroadcastRead.Taken, count - 1L)));
        Assert.That((reader.TakenCount, reader.Lag), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public void ASlotThatMayBeUnderTheWritersHandIsNotGivenOut()
    {
        using BroadcastRing<long> ring = new(Capacity);
        BroadcastReader<long> reader = ring.NewReader();
        for (long i = 0; i < Capacity; i++) ring.Writer.Publish(i);

        // The claim of the next lap overwrites sequence 0, which is still the reader's next and less than a lap behind.
        ring.Writer.Claim() = -1;
        Assert.That(reader.Lag, Is.EqualTo(Capacity));
        Assert.That(reader.TryRead(out _), Is.EqualTo(BroadcastRead.Lapped));
    }

    [Test]
    public void ABatchIsCheckedLikeASingleEvent()
    {
        using BroadcastRing<long> ring = new(Capacity);
        BroadcastReader<long> reader = ring.NewReader();
        for (long i = 0; i < Capacity; i++) ring.Writer.Publish(i);
        ring.Writer.Claim() = -1;
        Assert.That((reader.Read(new long[Capacity], out int count), count), Is.EqualTo((BroadcastRead.Lapped, 0)));
    }

    [Test]
    public void BatchesCrossTheEndOfTheMemory()
    {
        using BroadcastRing<Wide> ring = new(Capacity);
        BroadcastReader<Wide> reader = ring.NewReader();
        Wide[] taken = new Wide[50];
        long expected = 0;
        for (long i = 0; i < 500; i++)
        {
            ring.Writer.Publish(new Wide { Value = i });
            if (i % 40 != 39) continue;
            Assert.That(reader.Read(taken, out int count), Is.EqualTo(BroadcastRead.Taken));
            foreach (Wide wide in taken.AsSpan(0, count)) Assert.That(wide.Value, Is.EqualTo(expected++));
        }

        Assert.That(expected, Is.EqualTo(480));
    }

    [Test]
    public void AReaderMayJoinAtTheOldestWholeEventOrNow()
    {
        using BroadcastRing<long> ring = new(Capacity);
        for (long i = 0; i < 10; i++) ring.Writer.Publish(i);
        BroadcastReader<long> oldest = ring.NewReader(BroadcastStart.Oldest);
        BroadcastReader<long> now = ring.NewReader();
        Assert.That((oldest.TryRead(out long first), first), Is.EqualTo((BroadcastRead.Taken, 0L)));
        Assert.That(now.TryRead(out _), Is.EqualTo(BroadcastRead.Empty));
        for (long i = 10; i < 1000; i++) ring.Writer.Publish(i);
        BroadcastReader<long> late = ring.NewReader(BroadcastStart.Oldest);
        Assert.That(late.TryRead(out long whole), Is.EqualTo(BroadcastRead.Taken));
        Assert.That(whole, Is.InRange(1000 - Capacity, 1000 - (Capacity / 2)));
    }

    [Test]
    public void AReaderMaySkipBeforeItIsOvertaken()
    {
        using BroadcastRing<long> ring = new(Capacity);
        BroadcastReader<long> reader = ring.NewReader(lagMax: 5);
        for (long i = 0; i < 5; i++) ring.Writer.Publish(i);
        Assert.That(reader.TryRead(out _), Is.EqualTo(BroadcastRead.Taken));
        for (long i = 5; i < 20; i++) ring.Writer.Publish(i);
        for (long i = 1; i < 5; i++) Assert.That((reader.TryRead(out long taken), taken), Is.EqualTo((BroadcastRead.Taken, i)));
        Assert.That((reader.TryRead(out _), reader.LostCount), Is.EqualTo((BroadcastRead.Lapped, 14L)));
        Assert.That((reader.TryRead(out long newest), newest), Is.EqualTo((BroadcastRead.Taken, 19L)));
    }

    [Test]
    public void AClaimOfHalfTheRingPublishesItself()
    {
        using BroadcastRing<long> ring = new(Capacity);
        for (long i = 0; i < Capacity; i++) ring.Writer.Claim() = i;
        Assert.That(ring.Writer.Cursor, Is.GreaterThanOrEqualTo((Capacity / 2) - 1));
        BroadcastReader<long> reader = ring.NewReader(BroadcastStart.Oldest);
        Assert.That(reader.TryRead(out _), Is.EqualTo(BroadcastRead.Taken));
    }

    [Test]
    public void WritingAndReadingAllocatesNothing()
    {
        using BroadcastRing<long> ring = new(Capacity);
        BroadcastReader<long> reader = ring.NewReader();
        long[] destination = new long[16];
        Assert.That(AllocationMeter.BytesOf(() => PassThrough(ring.Writer, reader, destination)), Is.Zero);
    }

    [Test]
    public void TheTwoCountersAreTwoCacheLinesApartFromEachOtherAndFromNeighbours()
    {
        int claimed = ObjectLayout.OffsetOf(typeof(BroadcastCursors), nameof(BroadcastCursors.Claimed));
        int cursor = ObjectLayout.OffsetOf(typeof(BroadcastCursors), nameof(BroadcastCursors.Cursor));
        Assert.That((claimed, cursor - claimed, BroadcastCursors.Bytes - cursor), Is.EqualTo((128, 128, 128)));
    }

    [TestCase(typeof(BroadcastWriter<long>))]
    [TestCase(typeof(BroadcastReader<long>))]
    public void WhatOneSideCountsIsTwoCacheLinesAwayFromItsNeighbours(Type side)
    {
        Type counters = side.GetField("_own", BindingFlags.Instance | BindingFlags.NonPublic)!.FieldType;
        int[] offsets = [.. counters.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(static field => field.GetCustomAttribute<FieldOffsetAttribute>()!.Value)];
        Assert.That(offsets.Min(), Is.GreaterThanOrEqualTo(120));
        Assert.That(counters.StructLayoutAttribute!.Size - offsets.Max(), Is.GreaterThanOrEqualTo(128));
    }

    private static void PassThrough(BroadcastWriter<long> writer, BroadcastReader<long> reader, long[] destination)
    {
        for (long i = 0; i < 10_000; i++)
        {
            writer.Publish(i);
            if (i % 3 == 0) reader.TryRead(out _);
            if (i % 7 == 0) reader.Read(destination, out _);
        }
    }

    [StructLayout(LayoutKind.Sequential, Size = 72)]
    private struct Wide
    {
        public long Value;
    }
}
