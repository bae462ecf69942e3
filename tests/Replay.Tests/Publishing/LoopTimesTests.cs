using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Publishing;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Tests.Publishing;

/// <summary>A capture that is sent again is another session to whoever receives it: newer times under the same numbers.</summary>
public sealed class LoopTimesTests
{
    private const int Count = 300;
    private const int LoopCount = 3;

    [Test]
    public void EveryLoopWasSentAfterTheOneBefore()
    {
        SentPackets sent = Publish();
        long[] times = [.. sent.All.Select(static packet => TimeOf(packet.Payload))];

        Assert.That(sent.All, Has.Count.EqualTo(Count * LoopCount));
        for (int loop = 1; loop < LoopCount; loop++)
        {
            Assert.That(times[(loop * Count)..((loop + 1) * Count)].Min(), Is.GreaterThan(times[((loop - 1) * Count)..(loop * Count)].Max()));
            Assert.That(sent.Numbers[(loop * Count)..((loop + 1) * Count)], Is.EqualTo(sent.Numbers[..Count]));
        }
    }

    [Test]
    public void TheFirstLoopIsTheCaptureItself()
    {
        SentPackets sent = Publish();
        StampedPackets capture = new(Count);

        Assert.That(sent.All.Take(Count).Select(static packet => packet.Payload), Is.EqualTo(Enumerable.Range(0, Count).Select(capture.Payload)));
    }

    [Test]
    public void CopiesOfOnePacketKeepOneTimeInEveryLoop()
    {
        SentPackets sent = Publish();

        foreach (IGrouping<(int, int Number), (int Index, (Line Line, int Number, byte[] Payload, long Ns) Item)> copies in sent.All.Index().GroupBy(static packet => (packet.Index / Count, packet.Item.Number)))
            Assert.That(copies.Select(static copy => TimeOf(copy.Item.Payload)).Distinct().Count(), Is.EqualTo(1));
    }

    private static SentPackets Publish()
    {
        SteppingClock clock = new(500);
        SentPackets sent = new(clock);
        StampedPackets packets = new(Count);
        Publisher<StampedPackets, SentPackets, SteppingClock> publisher = new(packets, FeedMap.TwoLines, sent, clock, PublishSpeed.Unpaced, new PublishFaults());
        publisher.Run(LoopCount, packets.Rewind, CancellationToken.None);
        return sent;
    }

    private static long TimeOf(byte[] payload)
    {
        Assert.That(CmeMdp3.TryReadHeader(payload, out PacketHeader header), Is.True);
        return header.SendingTimeNs;
    }

    /// <summary>Both lines' copies of packets 1, 2 and so on, a microsecond apart.</summary>
    private sealed class StampedPackets(int count) : IReceiver
    {
        private int _next;

        public bool IsCompleted => _next == count;

        public long DropCount => 0;

        public byte[] Payload(int index)
        {
            int number = (index / 2) + 1;
            return [.. BitConverter.GetBytes(number), .. BitConverter.GetBytes(1_700_000_000_000_000_000 + (number * 1000L)), 1, 2, 3];
        }

        public int Poll<THandler>(ref THandler handler, int packetLimit)
            where THandler : struct, IPacketHandler
        {
            handler.OnPacket(new Packet(Payload(_next), 1_700_000_000_000_000_000 + (_next * 500L), _next % 2));
            _next++;
            return 1;
        }

        public void LookForDrops()
        {
        }

        public void Rewind() => _next = 0;
    }
}
