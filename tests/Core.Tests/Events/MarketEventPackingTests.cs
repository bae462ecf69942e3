using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Events;

/// <summary>Rule: what shares a word of an event does not disturb its neighbour (layout of MarketEvent).</summary>
public sealed class MarketEventPackingTests
{
    private static readonly int[] Indexes = [MarketEvent.NoInstrument, 0, 1, 255, 256, 65536, MarketEvent.InstrumentIndexMax];

    [Test]
    public void InstrumentAndChannelShareAWord([ValueSource(nameof(Indexes))] int index, [Values(0, 1, 127, 128, 255)] byte channel)
    {
        MarketEvent packed = new MarketEvent { Place = MarketEvent.PlaceOf(index, channel) };
        Assert.That((packed.InstrumentIndex, packed.Channel), Is.EqualTo((index, channel)));
        packed.Channel = (byte)~channel;
        Assert.That((packed.InstrumentIndex, packed.Channel), Is.EqualTo((index, (byte)~channel)));
        packed.InstrumentIndex = 77;
        Assert.That((packed.InstrumentIndex, packed.Channel), Is.EqualTo((77, (byte)~channel)));
        packed.InstrumentIndex = index;
        Assert.That((packed.InstrumentIndex, packed.Channel), Is.EqualTo((index, (byte)~channel)));
    }

    [TestCase(0L, 0L)]
    [TestCase(1L, 1L)]
    [TestCase(-1L, -1L)]
    [TestCase((1L << 47) - 1, (1L << 47) - 1)]
    [TestCase(1L << 47, -(1L << 47))]
    [TestCase(1L << 48, 0L)]
    [TestCase((1L << 48) + 5, 5L)]
    public void TicksAreKeptModulo48BitsAsASignedNumber(long ticks, long expected)
    {
        MarketEvent stamped = new MarketEvent { StampTicks = ticks };
        Assert.That((stamped.StampTicks, stamped.PublishDelayNs), Is.EqualTo((expected, (ushort)0)));
        stamped.PublishDelayNs = ushort.MaxValue;
        Assert.That((stamped.StampTicks, stamped.PublishDelayNs), Is.EqualTo((expected, ushort.MaxValue)));
        stamped.StampTicks = 3;
        Assert.That(stamped.PublishDelayNs, Is.Zero);
    }

    [TestCase(0L, 0L)]
    [TestCase(1000L, 1234L)]
    [TestCase((1L << 47) - 10, (1L << 47) + 10)]
    [TestCase((1L << 48) - 10, (1L << 48) + 10)]
    [TestCase((7L << 48) + 5, (7L << 48) + 6)]
    public void TicksSinceAStampAreRightAcrossEveryBorderAndWithADelay(long stampTicks, long nowTicks)
    {
        MarketEvent stamped = new MarketEvent { StampTicks = stampTicks, PublishDelayNs = 54321 };
        Assert.That(stamped.TicksSince(nowTicks), Is.EqualTo(nowTicks - stampTicks));
    }

    [Test]
    public void ADigestOfSeveralChannelsDependsOnTheirIdsAndValues()
    {
        ulong digest = EventDigest.Combine([(1, 10), (2, 20)]);
        Assert.That(EventDigest.Combine([(1, 10), (3, 20)]), Is.Not.EqualTo(digest));
        Assert.That(EventDigest.Combine([(1, 10), (2, 21)]), Is.Not.EqualTo(digest));
        Assert.That(EventDigest.Combine([(1, 20), (2, 10)]), Is.Not.EqualTo(digest));
        Assert.That(EventDigest.Combine([(5, 10)]), Is.EqualTo(10), "the only channel's own");
    }

    [Test]
    public void TheDigestOfAnInstrumentKnowsNeitherItsIndexNorItsChannel()
    {
        (EventDigest digest, EventDigest moved, EventDigest other) = (default(EventDigest), default(EventDigest), default(EventDigest));
        digest.AddOfInstrument(new MarketEvent { Kind = EventKind.Book, InstrumentIndex = 3, Channel = 1, PriceNano = 7, RptSeq = 1 });
        moved.AddOfInstrument(new MarketEvent { Kind = EventKind.Book, InstrumentIndex = 70_000, Channel = 200, PriceNano = 7, RptSeq = 1 });
        other.AddOfInstrument(new MarketEvent { Kind = EventKind.Book, InstrumentIndex = 3, Channel = 1, PriceNano = 7, RptSeq = 2 });
        Assert.That((moved.Value, moved.Count), Is.EqualTo((digest.Value, 1L)));
        Assert.That(other.Value, Is.Not.EqualTo(digest.Value));
    }

    [TestCase(EventKind.Doubt)]
    [TestCase(EventKind.DoubtEnd)]
    public void WhatOnlyThisMachineDidIsNoPartOfTheDigest(EventKind kind)
    {
        EventDigest digest = default(EventDigest);
        digest.Add(new MarketEvent { Kind = EventKind.Book });
        (ulong value, long count) = (digest.Value, digest.Count);
        digest.Add(new MarketEvent { Kind = kind });
        Assert.That((digest.Value, digest.Count), Is.EqualTo((value, count)));
    }
}
