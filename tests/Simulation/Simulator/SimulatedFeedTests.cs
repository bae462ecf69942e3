using System.Buffers.Binary;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Simulator;

public sealed class SimulatedFeedTests
{
    private const byte Open = 17;
    private static readonly SimulationOptions Options = new() { Seed = 7, EventCount = 6000, ChannelResetCount = 2 };

    [Test]
    public void EqualSeedsGiveEqualBytes()
    {
        IEnumerable<SimulatedPacket> first = new SimulatedFeed(Options with { EventCount = 500 }).Packets();
        List<SimulatedPacket> second = new SimulatedFeed(Options with { EventCount = 500 }).Packets().ToList();
        List<SimulatedPacket> other = new SimulatedFeed(Options with { EventCount = 500, Seed = 8 }).Packets().ToList();
        Assert.That(first.Select(packet => packet.Bytes.ToArray()), Is.EqualTo(second.Select(packet => packet.Bytes.ToArray())));
        Assert.That(other.Select(packet => packet.Bytes.ToArray()), Is.Not.EqualTo(second.Select(packet => packet.Bytes.ToArray())));
    }

    [Test]
    public void PacketsAreNumberedTimedAndSmallEnough()
    {
        uint seqNum = 0;
        long sendingTimeNs = 0L;
        foreach (SimulatedPacket packet in new SimulatedFeed(Options).Packets())
        {
            Assert.That(packet.SeqNum, Is.EqualTo(++seqNum));
            Assert.That(packet.SendingTimeNs, Is.GreaterThan(sendingTimeNs));
            Assert.That(packet.Bytes.Length, Is.InRange(22, 1400));
            Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(packet.Bytes.Span), Is.EqualTo(packet.SeqNum));
            Assert.That(BinaryPrimitives.ReadInt64LittleEndian(packet.Bytes.Span[4..]), Is.EqualTo(packet.SendingTimeNs));
            sendingTimeNs = packet.SendingTimeNs;
        }
    }

    [Test]
    public void PublishedBooksAreOrderedUncrossedAndThoseOfTheExchange()
    {
        SimulatedFeed feed = new SimulatedFeed(Options);
        int settledCount = 0;
        while (feed.TryNext(out _))
        {
            if (!feed.IsSettled) continue;
            settledCount++;
            foreach (SimulatedInstrument instrument in feed.Instruments)
            {
                for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
                {
                    bool isSame = instrument.Published(side).Levels.SequenceEqual(instrument.Actual(side));
                    if (!isSame) Assert.Fail($"{instrument.Symbol} {side}, packet {feed.SeqNum}");
                }

                if (instrument.Truth.Status == Open) Assert.That(IsOrderedAndUncrossed(instrument), Is.True, $"{instrument.Symbol}, packet {feed.SeqNum}");
            }
        }

        Assert.That(settledCount, Is.GreaterThan(1000));
    }

    [Test]
    public void EveryTemplateAndActionOccurs()
    {
        long[] actions = new long[6];
        EventFlags flags = EventFlags.None;
        int lateTimes = 0;
        long sendingTimeNs = 0L;
        using Channel channel = new Channel((ref MarketEvent marketEvent, bool _) =>
        {
            if (marketEvent.Kind == EventKind.Book) actions[(int)marketEvent.Action]++;
            flags |= marketEvent.Flags;
            if (marketEvent.TransactTimeNs > sendingTimeNs) lateTimes++;
        });
        foreach (SimulatedPacket packet in new SimulatedFeed(Options with { UsesDeleteFrom = true }).Packets())
        {
            sendingTimeNs = packet.SendingTimeNs;
            channel.Take(packet.Bytes.Span, packet.SendingTimeNs);
        }

        ushort[] templates = [4, 12, 30, 37, 46, 47, 48, 49, 50, 51, 54, 55, 56];
        Assert.That(templates.Where(template => channel.Messages.ByTemplate(template) == 0), Is.Empty);
        Assert.That(actions, Has.None.Zero);
        Assert.That(flags, Is.EqualTo(EventFlags.EndOfEvent | EventFlags.LastOfInstrument | EventFlags.Recovery | EventFlags.Assumed));
        Assert.That(lateTimes, Is.Zero);
        Assert.That(channel.Arbitration.Sum().Damaged + channel.Counters.InvalidEntries + channel.Counters.RptSeqGaps, Is.Zero);
    }

    [TestCase(6, new ushort[] { 4, 12, 27, 29, 30, 32, 33, 34, 35, 36, 37, 41, 42 })]
    [TestCase(8, new ushort[] { 4, 12, 27, 29, 30, 32, 33, 34, 35, 37, 41, 42, 43 })]
    public void AnOldSchemaHasTheOldTemplatesAndNoOthers(int schemaVersion, ushort[] templates)
    {
        SimulatedFeed feed = new SimulatedFeed(Options with { SchemaVersion = schemaVersion });
        SortedSet<ushort> seen = new SortedSet<ushort>();
        while (feed.TryNext(out SimulatedPacket packet))
        {
            seen.UnionWith(feed.Said.Select(message => message.TemplateId));
            Assert.That(BinaryPrimitives.ReadUInt16LittleEndian(packet.Bytes.Span[20..]), Is.EqualTo(schemaVersion));
        }

        Assert.That(seen, Is.EqualTo(templates));
    }

    private static bool IsOrderedAndUncrossed(SimulatedInstrument instrument)
    {
        for (BookSide code = BookSide.Bid; code <= BookSide.ImpliedBid; code += 2)
        {
            IReadOnlyList<SimulatedLevel> bids = instrument.Published(code).Levels;
            IReadOnlyList<SimulatedLevel> asks = instrument.Published(code + 1).Levels;
            List<long> path = bids.Reverse().Concat(asks).Select(level => level.PriceNano).ToList();
            for (int i = 1; i < path.Count; i++)
            {
                if (path[i] <= path[i - 1]) return false;
            }
        }

        return true;
    }
}
