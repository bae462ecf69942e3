using FeedHandler.Tests.Support;

namespace FeedHandler.Tidy.Support;

public sealed class AllocationMeterTests
{
    private static byte[] _kept = [];

    [Test]
    public void AnArrayIsSeenInFull()
    {
        long bytes = AllocationMeter.BytesOf(static () => _kept = new byte[1000]);

        Assert.That(bytes, Is.InRange(1000, 1100), $"{_kept.Length} bytes and the header of an array");
    }

    [Test]
    public void ABoxIsSeen()
    {
        object[] boxes = new object[1];

        Assert.That(AllocationMeter.BytesOf(() => boxes[0] = Environment.TickCount64), Is.Positive);
    }

    [Test]
    public void WhatOnlyTheFirstRunsAllocateIsNotCounted()
    {
        byte[]? cache = null;

        Assert.That(AllocationMeter.BytesOf(() => cache ??= new byte[1000]), Is.Zero);
    }
}
