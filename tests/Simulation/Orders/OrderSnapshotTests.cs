using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>The loops of snapshots of orders say what the channel has come to, packet by packet.</summary>
[TestFixture(13, 53)]
[TestFixture(8, 44)]
public sealed class OrderSnapshotTests(int schemaVersion, int template)
{
    private const int EveryPacketNs = 1;
    private const int SeedCount = 12;

    [Test]
    [Property("Source", "CME MDP 3.0, Market Recovery for orders: NoChunks (37709) messages with CurrentChunk (37710) 1 and up, all with one 369, hold the whole book")]
    public void TheChunksOfAnInstrumentAreItsOrdersAsOfTheirPacket()
    {
        (int Several, int Orders) counts = default;
        ForLoops((feed, chunks) =>
        {
            foreach (IGrouping<int, WireOrderSnapshot> told in chunks.GroupBy(static chunk => chunk.SecurityId))
            {
                WireOrderSnapshot[] all = [.. told];
                Assert.That(all.Select(static chunk => chunk.Chunk), Is.EqualTo(Enumerable.Range(1, all[0].ChunkCount)));
                Assert.That(all.Select(static chunk => (chunk.ChunkCount, chunk.LastSeqNum, chunk.Template)), Is.All.EqualTo((all.Length, feed.SeqNum, template)));
                PublishedOrders truth = feed.Instruments.Single(each => each.SecurityId == told.Key).Truth.Orders;
                (bool, PublishedOrder)[] right = [.. truth.Bids.Select(static order => (true, order)), .. truth.Asks.Select(static order => (false, order))];
                Assert.That(all.SelectMany(static chunk => chunk.Orders).SequenceEqual(right), Is.True, $"packet {feed.SeqNum}");
                counts = (counts.Several + (all.Length > 1 ? 1 : 0), counts.Orders + right.Length);
            }
        });
        Assert.That(new[] { counts.Several, counts.Orders }, Has.All.GreaterThan(100));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market Recovery for orders: an empty book is one chunk without entries")]
    public void AnEmptyBookIsOneChunkWithoutEntries()
    {
        int emptyCount = 0;
        ForLoops((feed, chunks) =>
        {
            foreach (SimulatedInstrument instrument in feed.Instruments.Where(static each => each.Truth is { RptSeq: > 0, IsDeleted: false, Orders.Count: 0 }))
            {
                emptyCount++;
                WireOrderSnapshot told = chunks.Single(chunk => chunk.SecurityId == instrument.SecurityId);
                Assert.That((told.ChunkCount, told.Chunk, told.Orders.Count), Is.EqualTo((1, 1, 0)));
            }
        });
        Assert.That(emptyCount, Is.Positive);
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market Recovery: an instrument appears when it has been active; TotNumReports (911) is how many there are")]
    public void InstrumentsThatWereNeverActiveAreAbsent()
    {
        int absentCount = 0;
        ForLoops((feed, chunks) =>
        {
            int[] active = [.. feed.Instruments.Where(static each => each.Truth is { RptSeq: > 0, IsDeleted: false }).Select(static each => each.SecurityId)];
            absentCount += feed.Instruments.Count - active.Length;
            Assert.That(chunks.Select(static chunk => chunk.SecurityId).Distinct(), Is.EqualTo(active));
            Assert.That(chunks.Select(static chunk => chunk.ReportCount), Is.All.EqualTo(active.Length));
        });
        Assert.That(absentCount, Is.Positive);
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market Recovery: the packets of each loop are numbered from 1")]
    public void ThePacketsOfEveryLoopAreNumberedFromOne()
    {
        int longCount = 0;
        ForLoops((_, chunks) =>
        {
            uint[] numbers = [.. chunks.Select(static chunk => chunk.PacketNumber).Distinct()];
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, numbers.Length).Select(static number => (uint)number)));
            if (numbers.Length > 1) longCount++;
        });
        Assert.That(longCount, Is.Positive);
    }

    [Test]
    [Property("Source", "CME MDP 3.0 schema: template 44 is since version 7")]
    public void Version6HasNoLoopsOfOrders()
    {
        SimulatedFeed feed = new(OrderRates.Options(6, seed: 1));
        SnapshotLoops loops = new(feed, OrderRates.Options(6, seed: 1), EveryPacketNs) { IsOfOrders = true };
        while (feed.TryNext(out SimulatedPacket packet)) Assert.That(loops.Due(packet.SendingTimeNs), Is.Empty);
    }

    [Test]
    [Property("Source", "CME config.xml: snapshots of orders have groups of their own (SMBO), lines A and B")]
    public void LoopsArriveOnLinesOfTheirOwn()
    {
        SimulationOptions options = OrderRates.Options(schemaVersion, seed: 3);
        SimulatedLoops loops = new(0, 0, orderSnapshotNs: 1_000_000);
        Arrival[] incremental = [.. new LineSimulator(3, new LineFaults(), new LineFaults()).Send(loops.Follow(options))];
        Arrival[] orders = [.. loops.Merge(incremental, 3, new LineFaults(), new LineFaults()).Where(static arrival => arrival.Role == FeedRole.OrderSnapshot)];

        Assert.That(orders.Count(static arrival => arrival.Line == Line.A), Is.EqualTo(orders.Length / 2).And.Positive);
        Assert.That(orders.Select(arrival => WireOrderSnapshot.Of(arrival.Bytes).First().Template), Is.All.EqualTo(template));
        Assert.That(SimulatedLoops.Map[SimulatedLoops.GroupOf(orders[0])], Is.EqualTo(new FeedGroup(0, FeedRole.OrderSnapshot, orders[0].Line)));
    }

    private void ForLoops(Action<SimulatedFeed, WireOrderSnapshot[]> check)
    {
        for (ulong seed = 1; seed <= SeedCount; seed++)
        {
            SimulationOptions options = OrderRates.Options(schemaVersion, seed);
            SimulatedFeed feed = new(options);
            SnapshotLoops loops = new(feed, options, EveryPacketNs) { IsOfOrders = true };
            while (feed.TryNext(out SimulatedPacket packet))
                check(feed, [.. loops.Due(packet.SendingTimeNs).SelectMany(static loop => WireOrderSnapshot.Of(loop.Bytes))]);
        }
    }
}
