using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Cme;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Malformed;

public sealed class CorruptionTests
{
    private const int RunCount = 100;
    private long _eventCount;

    [Test]
    public void NoChangedByteCrashesOrLeavesTheTables()
    {
        var packets = Framing.Packets();
        var random = new Random(31);
        using var channel = new Channel(Check, instrumentCountMax: 16);
        for (var run = 0; run < RunCount; run++)
        {
            foreach (var packet in packets)
            {
                var changed = (byte[])packet.Clone();
                for (var count = random.Next(1, 5); count > 0; count--)
                {
                    changed[random.Next(CmeMdp3.PacketHeaderBytes, changed.Length)] ^= (byte)random.Next(1, 256);
                }

                channel.Restart();
                channel.Take(changed.AsSpan(0, random.Next(10) == 0 ? random.Next(changed.Length) : changed.Length));
            }
        }

        var counters = channel.Counters;
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
        var options = new SimulationOptions { Seed = 32, EventCount = 2000 };
        var faults = new LineFaults { CorruptedPerMille = 200, LostPerMille = 50, FirstSeqNum = 60 };
        var lines = new LineSimulator(32, faults, faults);
        using var channel = new Channel(Check);
        channel.Take(lines.Send(new SimulatedFeed(options).Packets()));
        Assert.That(lines.CountsA.Corrupted * lines.CountsB.Corrupted, Is.Positive);
        Assert.That(channel.Arbitration.Sum().Damaged, Is.Positive);
    }

    private void Check(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        _eventCount++;
        if (marketEvent.Kind is EventKind.None or > EventKind.DoubtEnd) Assert.Fail($"kind {marketEvent.Kind}");
        if (marketEvent.Kind == EventKind.Book && (marketEvent.Side > BookSide.ImpliedAsk || marketEvent.Level is 0 or > InstrumentBook.DirectDepthMax))
        {
            Assert.Fail($"side {marketEvent.Side}, level {marketEvent.Level}");
        }
    }
}
