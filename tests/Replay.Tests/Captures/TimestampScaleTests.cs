using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Tests.Captures;

public sealed class TimestampScaleTests
{
    [TestCase((byte)0, 7UL, 7_000_000_000L)]
    [TestCase((byte)3, 7UL, 7_000_000L)]
    [TestCase((byte)6, 1_479_000_000_123_456UL, 1_479_000_000_123_456_000L)]
    [TestCase((byte)9, 1_479_000_000_123_456_789UL, 1_479_000_000_123_456_789L)]
    [TestCase((byte)12, 1_479_000_000_123_456_789UL, 1_479_000_000_123_456L)]
    [TestCase((byte)28, ulong.MaxValue, 1L)]
    [TestCase((byte)29, ulong.MaxValue, 0L)]
    [TestCase((byte)127, ulong.MaxValue, 0L)]
    [TestCase((byte)0x80, 7UL, 7_000_000_000L)]
    [TestCase((byte)(0x80 | 10), 1536UL, 1_500_000_000L)]
    [TestCase((byte)(0x80 | 20), 1_550_843_904_000_001UL, 1_479_000_000_000_000_953L)]
    [TestCase((byte)(0x80 | 32), 0x5828_0000_8000_0000UL, 1_479_016_448_500_000_000L)]
    [TestCase((byte)(0x80 | 64), ulong.MaxValue, 999_999_999L)]
    [TestCase((byte)0xFF, ulong.MaxValue, 0L)]
    public void TicksBecomeNanosecondsExactly(byte resolution, ulong ticks, long ns) =>
        Assert.That(new TimestampScale(resolution, 0).ToNs(ticks), Is.EqualTo(ns));

    [TestCase((byte)9, 1_000L, 5UL, 1_000_000_000_005L)]
    [TestCase((byte)6, -1L, 1_000_001UL, 1_000L)]
    [TestCase((byte)9, -1L, 0UL, -1_000_000_000L)]
    [TestCase((byte)(0x80 | 1), 1L, 3UL, 2_500_000_000L)]
    public void TheOffsetIsAdded(byte resolution, long offsetSeconds, ulong ticks, long ns) =>
        Assert.That(new TimestampScale(resolution, offsetSeconds).ToNs(ticks), Is.EqualTo(ns));

    [TestCase((byte)0, 0L, ulong.MaxValue, long.MaxValue)]
    [TestCase((byte)9, 0L, (ulong)long.MaxValue + 1, long.MaxValue)]
    [TestCase((byte)6, 0L, (ulong)(long.MaxValue / 1000) + 1, long.MaxValue)]
    [TestCase((byte)0x80, 0L, ulong.MaxValue, long.MaxValue)]
    [TestCase((byte)9, long.MaxValue, ulong.MaxValue, long.MaxValue)]
    [TestCase((byte)9, long.MinValue, ulong.MaxValue, long.MinValue)]
    public void WhatDoesNotFitIsClamped(byte resolution, long offsetSeconds, ulong ticks, long ns) =>
        Assert.That(new TimestampScale(resolution, offsetSeconds).ToNs(ticks), Is.EqualTo(ns));

    [Test]
    public void TheLargestPlainTicksAreExact() =>
        Assert.That(new TimestampScale(6, 0).ToNs(long.MaxValue / 1000), Is.EqualTo(long.MaxValue / 1000 * 1000));
}
