using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Core.Venues;
using FeedHandler.Venues.Normalized;
using FeedHandler.Wire;
using EventFlags = FeedHandler.Core.Events.EventFlags;
using PacketHeader = FeedHandler.Core.Arbitration.PacketHeader;

namespace FeedHandler.Venues.Tests.Normalized;

/// <summary>What a datagram is, and whether it is whole.</summary>
public sealed class NormalizedFeedTests
{
    [Test]
    public void AHeaderHasEpochNumberAndTime()
    {
        byte[] packet = Datagram(Level());
        Assert.That(NormalizedFeed.TryReadHeader(packet, out PacketHeader header), Is.True);
        Assert.That((header.Epoch, header.First, header.Count, header.SendingTimeNs), Is.EqualTo((5UL, 77UL, 1U, 1000L)));
        Assert.That(NormalizedFeed.ClassOf(packet), Is.EqualTo(TemplateClass.Book));
    }

    [Test]
    public void APacketWithoutFramesTakesNoNumber()
    {
        Assert.That(NormalizedFeed.TryReadHeader(Datagram(), out PacketHeader header), Is.True);
        Assert.That((header.First, header.Count, NormalizedFeed.IsWhole(Datagram())), Is.EqualTo((77UL, 0U, true)));
    }

    [TestCase(29, 2, TestName = "another version")]
    [TestCase(30, 0, TestName = "another schema")]
    [TestCase(28, 9, TestName = "a feed that there is not")]
    public void WhatIsOfAnotherKindHasNoHeader(int at, byte value)
    {
        byte[] packet = Datagram(Level());
        packet[at] = value;
        Assert.That(NormalizedFeed.TryReadHeader(packet, out _), Is.False);
    }

    [Test]
    public void WhatIsTooShortHasNoHeader() => Assert.That(NormalizedFeed.TryReadHeader(Datagram().AsSpan()[..^1], out _), Is.False);

    [Test]
    public void APacketIsWholeWithEveryByteAndNoneMore()
    {
        byte[] packet = Datagram(Level(), Level());
        Assert.That(NormalizedFeed.IsWhole(packet), Is.True);
        for (int length = DatagramHeader.Bytes; length < packet.Length; length++) Assert.That(NormalizedFeed.IsWhole(packet.AsSpan(0, length)), Is.False, $"{length} bytes");
        Assert.That(NormalizedFeed.IsWhole([.. packet, 0]), Is.False);
    }

    [Test]
    public void AValueThatThereIsNotDamagesThePacket()
    {
        byte[] frame = Level();
        frame[^3] = 77; // its side
        Assert.That(NormalizedFeed.IsWhole(Datagram(frame)), Is.False);
    }

    [TestCase(4, 29, TestName = "a template that is not known")]
    [TestCase(6, 1, TestName = "another schema's message")]
    public void WhatIsNotKnownIsSteppedOver(int at, byte value)
    {
        byte[] frame = Level();
        frame[at] = value;
        Assert.That(NormalizedFeed.IsWhole(Datagram(frame, Level())), Is.True);
    }

    [Test]
    public void RandomBytesAreNeverReadBeyond()
    {
        Random random = new(4711);
        byte[] packet = Datagram(Level(), Level());
        for (int i = 0; i < 20_000; i++)
        {
            byte[] other = packet[..random.Next(packet.Length + 1)];
            for (int change = random.Next(4); change >= 0 && other.Length > 0; change--) other[random.Next(other.Length)] = (byte)random.Next(256);
            if (NormalizedFeed.TryReadHeader(other, out _)) NormalizedFeed.IsWhole(other);
            NormalizedFeed.ClassOf(other);
        }
    }

    private static byte[] Level()
    {
        MarketEvent told = new()
        {
            Kind = EventKind.Book,
            Action = BookAction.New,
            Side = BookSide.Bid,
            Level = 1,
            PriceNano = 5,
            Quantity = 6,
            Orders = 7,
            InstrumentIndex = 0,
            Flags = EventFlags.EndOfEvent,
            RptSeq = 1,
            SeqNum = 9,
        };
        byte[] frame = new byte[FrameEncoder.EventBytesMax];
        return frame[..FrameEncoder.Encode(told, new EventPlace(1, 0, 0, 310), frame)];
    }

    private static byte[] Datagram(params byte[][] frames)
    {
        byte[] packet = new byte[DatagramHeader.Bytes];
        new DatagramHeader(5, 77, 1000, frames.Length, 310, Feed.Incremental).Write(packet);
        return [.. packet, .. frames.SelectMany(static frame => frame)];
    }
}
