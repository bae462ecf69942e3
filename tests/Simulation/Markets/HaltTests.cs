using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Orders;

namespace FeedHandler.Simulation.Markets;

/// <summary>Halts, pre-open and close stop trading, whatever they came by; what orders may do in each is as the venue allows it.</summary>
[TestFixture(13, false)]
[TestFixture(8, false)]
[TestFixture(13, true)]
public sealed class HaltTests(int schemaVersion, bool hasPhases)
{
    private const int SeedCount = 12;

    // Halts of instruments and phases of groups by chance, often; nothing that tells books again.
    private static readonly ProtocolRates Rates = ProtocolRates.None with
    {
        LastingHaltPerMille = 20,
        GroupPhasePerMille = 30,
        UnknownStatusPerMille = 10,
        OrderOnlyPerMille = 50,
        CrossingPerMille = 60,
        TradeBustPerMille = 10,
    };

    [Test]
    [Property("Source", "CME Globex, market states: orders are matched in the open state alone; what crosses when an instrument opens trades in an auction before")]
    public void NothingTradesButInTheOpenStateAndInAuctions()
    {
        (int Continuous, int Auctions, int Stopped) counts = default;
        Run((phases, message) =>
        {
            foreach (WireTrade trade in message.Trades.Where(static trade => trade.Action == BookAction.New))
            {
                byte status = phases[trade.SecurityId].Status;
                Assert.That(status == Phases.Open || (status == Phases.Indication && trade.Aggressor == 0), Is.True, $"{trade} in state {status}");
                counts = status == Phases.Open ? (counts.Continuous + 1, counts.Auctions, counts.Stopped) : (counts.Continuous, counts.Auctions + 1, counts.Stopped);
            }

            counts.Stopped += message.Orders.Count(order => phases[order.SecurityId].Status is Phases.Halt or Phases.PreOpen);
        });
        Assert.That(new[] { counts.Continuous, counts.Auctions, counts.Stopped }, Has.All.GreaterThan(20));
    }

    [Test]
    [Property("Source", "CME Globex, market states: in a pause or halt orders can be cancelled, and neither entered nor modified")]
    public void InAHaltOrdersAreCancelledAndNothingElse()
    {
        int cancelledCount = 0;
        Run((phases, message) =>
        {
            foreach (WireOrder order in message.Orders.Where(order => phases[order.SecurityId] is { Status: Phases.Halt, Reason: not 4 }))
            {
                Assert.That(order.Action, Is.EqualTo(BookAction.Delete), $"{order}");
                cancelledCount++;
            }
        });
        Assert.That(cancelledCount, Is.GreaterThan(20));
    }

    [Test]
    [Property("Source", "CME Globex, market states: in pre-open orders are entered and cancelled, at its end (326 21 with 1174 1) entered alone; they may cross")]
    public void InPreOpenOrdersEnterAndCrossAndAreCancelledUntilItsEnd()
    {
        (int Entered, int Cancelled, int Crossed) counts = default;
        Run((phases, message) =>
        {
            foreach (WireOrder order in message.Orders.Where(order => phases[order.SecurityId].Status == Phases.PreOpen))
            {
                if (phases[order.SecurityId].TradingEvent == 1) Assert.That(order.Action, Is.EqualTo(BookAction.New), $"{order}");
                counts = order.Action == BookAction.New ? (counts.Entered + 1, counts.Cancelled, counts.Crossed) : (counts.Entered, counts.Cancelled + 1, counts.Crossed);
                if (phases.IsCrossed(order.SecurityId)) counts.Crossed++;
            }
        });
        Assert.That(new[] { counts.Entered, counts.Cancelled, counts.Crossed }, Has.All.GreaterThan(20));
    }

    [Test]
    [Property("Source", "CME Globex, market states: closed, post-close and cross states take no orders of the day, and none is matched")]
    public void InAnyOtherStateNoOrderChanges()
    {
        byte[] active = [0, Phases.Halt, Phases.PreOpen, Phases.Open, Phases.Indication];
        HashSet<byte> seen = [];
        Run((phases, message) =>
        {
            if (message.Status is { } status) seen.Add(status.Status);
            foreach (WireOrder order in message.Orders) Assert.That(active, Does.Contain(phases[order.SecurityId].Status), $"{order}");
        });
        Assert.That(seen, Is.SupersetOf(hasPhases ? [4, 26] : new byte[] { 20, 24, 25, 26 }));
    }

    [Test]
    [Property("Source", "CME Globex, market states: an auction leaves nothing crossed, and in the open state what crosses is matched at once, with what is implied too")]
    public void NoBookIsCrossedAtTheEndOfAnEventWhileItIsOpen()
    {
        int openCount = 0;
        Run((_, _) => { }, (channel, phases) =>
        {
            foreach (int securityId in phases.SecurityIds.Where(securityId => phases[securityId].Status == Phases.Open))
            {
                openCount++;
                if (phases.IsCrossed(securityId)) Assert.Fail($"{securityId}, packet {channel.Feed.SeqNum}");
                if (Best(channel[securityId], isBid: true) >= Best(channel[securityId], isBid: false)) Assert.Fail($"{securityId} with implied, packet {channel.Feed.SeqNum}");
            }
        });
        Assert.That(openCount, Is.GreaterThan(1000));
    }

    private static long? Best(WireBook book, bool isBid)
    {
        long[] prices = [.. book.Levels(isBid).Concat(book.Implied(isBid)).Select(static level => level.PriceNano)];
        return prices.Length == 0 ? null : isBid ? prices.Max() : prices.Min();
    }

    private void Run(Action<Phases, WireMessage> onMessage, Action<WireChannel, Phases>? onEvent = null)
    {
        for (ulong seed = 1; seed <= SeedCount; seed++)
        {
            SimulationOptions options = OrderRates.DayOptions(schemaVersion, seed);
            WireChannel channel = new(hasPhases ? options : options with { Day = null, Rates = Rates, EventCount = 600, LateInstrumentCount = 0 });
            Phases phases = new(channel);
            channel.Run(message =>
            {
                phases.Apply(message);
                onMessage(phases, message);
            }, _ => onEvent?.Invoke(channel, phases));
        }
    }
}
