using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Simulation.Malformed;

public sealed class CorruptionTests
{
    private const int RunCount = 100;
    private long _eventCount;

    [Test]
    public void NoChangedByteCrashesOrLeavesTheTables()
    {
        List<byte[]> packets = Framing.Packets();
        Random random = new Random(31);
        using Channel channel = new Channel(Check, instrumentCountMax: 16);
        for (int run = 0; run < RunCount; run++)
        {
            foreach (byte[] packet in packets)
            {
                byte[] changed = (byte[])packet.Clone();
                for (int count = random.Next(1, 5); count > 0; count--)
                {
                    changed[random.Next(CmeMdp3.PacketHeaderBytes, changed.Length)] ^= (byte)random.Next(1, 256);
                }

                channel.Restart();
                channel.Take(changed.AsSpan(0, random.Next(10) == 0 ? random.Next(changed.Length) : changed.Length));
            }
        }

        BookCounters counters = channel.Counters;
        Assert.That(_eventCount, Is.GreaterThan(RunCount * packets.Count));
        long[] counts =
        [
            channel.Arbitration.Sum().Damaged, channel.Messages.UnknownSchema, channel.Messages.UnknownTemplate, counters.InvalidEntries, counters.InstrumentsRefused,
        ];
        Assert.That(counts, Has.None.Zero);
        Assert.That(channel.Instruments.Count, Is.LessThanOrEqualTo(16));
    }

    [Test]
    public void ALineThatCorruptsIsSurvivedAndCounted()
    {
        SimulationOptions options = new SimulationOptions { Seed = 32, EventCount = 2000 };
        LineFaults faults = new LineFaults { CorruptedPerMille = 200, LostPerMille = 50, FirstSeqNum = 60 };
        LineSimulator lines = new LineSimulator(32, faults, faults);
        using Channel channel = new Channel(Check);
        channel.Take(lines.Send(new SimulatedFeed(options).Packets()));
        Assert.That(lines.CountsA.Corrupted * lines.CountsB.Corrupted, Is.Positive);
        Assert.That(channel.Arbitration.Sum().Damaged, Is.Positive);
    }

    private void Check(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        _eventCount++;
        if (marketEvent.Kind is EventKind.None or > EventKind.OrderWhole) Assert.Fail($"kind {marketEvent.Kind}");
        if (marketEvent.Kind == EventKind.Book && (marketEvent.Side > BookSide.ImpliedAsk || marketEvent.Level is 0 or > InstrumentBook.DirectDepthMax))
        {
            Assert.Fail($"side {marketEvent.Side}, level {marketEvent.Level}");
        }
    }
}
