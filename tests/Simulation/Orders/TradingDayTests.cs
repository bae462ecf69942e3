using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>The phases of a session are told in their order, and orders do in each what they may.</summary>
[TestFixture(13)]
[TestFixture(8)]
public sealed class TradingDayTests(int schemaVersion)
{
    private const byte Halt = 2;
    private const byte Indication = 15;
    private const byte Open = 17;
    private const byte PreOpen = 21;
    private const byte NoChange = 103;

    [Test]
    [Property("Source", "CME MDP 3.0, Security Status (30): tags 326, 327 and 1174 of each phase, from the roll of the trade date to post-close")]
    public void ASessionHasItsPhasesInTheirOrder()
    {
        WireChannel channel = new(OrderRates.DayOptions(schemaVersion, seed: 1) with { EventCount = 0, LateInstrumentCount = 0 });
        List<WireStatus> told = [];
        channel.Run(message => told.AddRange(message.Status is { IsOfGroup: true } status ? [status] : []));

        foreach (IGrouping<string, WireStatus> group in told.GroupBy(static status => status.Group))
        {
            Assert.That(group.Select(static status => (status.Status, status.Reason, status.TradingEvent)), Is.EqualTo(new (byte, byte, byte)[]
            {
                (NoChange, 0, 4), (NoChange, 0, 6), (PreOpen, 0, 0), (PreOpen, 0, 1), (Indication, 0, 0), (Open, 0, 0), (NoChange, 0, 5), (4, 0, 0), (26, 0, 0),
            }));
        }
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Security Status (30): a halt with its reason, then pre-open, the price indication and the open again")]
    public void AHaltOfAGroupEndsInAnAuction()
    {
        int haltCount = 0;
        Run((_, _) => { }, statuses =>
        {
            int at = statuses.FindIndex(static status => status is { IsOfGroup: true, Status: Halt });
            haltCount += statuses.Count(static status => status is { IsOfGroup: true, Status: Halt, Reason: 1 });
            Assert.That(statuses.Skip(at).Take(4).Select(static status => status.Status), Is.EqualTo(new[] { Halt, PreOpen, Indication, Open }));
        });
        Assert.That(haltCount, Is.EqualTo(2 * OrderRates.SeedCount));
    }

    [Test]
    [Property("Source", "CME Globex, market states: orders that enter in pre-open and while halted are not matched, and may cross")]
    public void NothingTradesUntilTheAuctionThoughOrdersCross()
    {
        int crossedCount = 0;
        Run((phases, message) =>
        {
            foreach (WireTrade trade in message.Trades) Assert.That(phases[trade.SecurityId].Status, Is.EqualTo(Open).Or.EqualTo(Indication), $"{trade}");
            foreach (WireOrder order in message.Orders.Where(order => phases[order.SecurityId].Status == PreOpen)) crossedCount += phases.IsCrossed(order.SecurityId) ? 1 : 0;
        });
        Assert.That(crossedCount, Is.GreaterThan(100));
    }

    [Test]
    [Property("Source", "CME Globex, market states: at the end of pre-open no order may be cancelled (326 21 with 1174 1)")]
    public void InTheLastPartOfPreOpenNoOrderIsCancelled()
    {
        int enteredCount = 0;
        Run((phases, message) =>
        {
            foreach (WireOrder order in message.Orders.Where(order => phases[order.SecurityId] is { Status: PreOpen, TradingEvent: 1 }))
            {
                Assert.That(order.Action, Is.EqualTo(BookAction.New));
                enteredCount++;
            }
        });
        Assert.That(enteredCount, Is.GreaterThan(100));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Trade Summary: the opening has no aggressor (5797 0) and lists the customers' orders, those that bought and those that sold")]
    public void AnAuctionTradesAtOnePriceWithoutAnAggressorAndListsBothSides()
    {
        int auctionCount = 0;
        Run((phases, message) =>
        {
            foreach (WireTrade trade in message.Trades.Where(trade => phases[trade.SecurityId].Status == Indication))
            {
                auctionCount++;
                Assert.That((trade.Aggressor, message.Trades.Count), Is.EqualTo((0, 1)));
                if (message.TradeOrders.Count == 0) continue; // they are behind, in messages of their own
                Assert.That(message.TradeOrders.Sum(static order => order.Quantity), Is.EqualTo(2 * trade.Quantity));
                int half = 0;
                int buyers = message.TradeOrders.TakeWhile(order => (half += order.Quantity) <= trade.Quantity).Count();
                Assert.That(message.TradeOrders.Take(buyers).Sum(static order => order.Quantity), Is.EqualTo(trade.Quantity));
            }
        });
        Assert.That(auctionCount, Is.GreaterThan(100));
    }

    [Test]
    [Property("Source", "CME Globex, market states: an auction leaves nothing crossed, and in continuous trading what crosses is matched at once")]
    public void NoBookIsCrossedWhileItIsOpen()
    {
        int openCount = 0;
        Run((_, _) => { }, null, phases =>
        {
            foreach (int securityId in phases.SecurityIds.Where(securityId => phases[securityId].Status == Open))
            {
                openCount++;
                if (phases.IsCrossed(securityId)) Assert.Fail($"{securityId}");
            }
        });
        Assert.That(openCount, Is.GreaterThan(1000));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Security Status: reason 4 (327) is expiration; Security Definition: action D (980) removes an instrument")]
    public void AnInstrumentThatExpiresIsHaltedEmptiedAndDeletedAtTheClose()
    {
        WireChannel channel = new(OrderRates.DayOptions(schemaVersion, seed: 2) with { Day = new TradingDay { ExpiryCount = 2 } });
        List<WireMessage> last = [];
        channel.Run(last.Add);

        SimulatedInstrument[] expired = [.. channel.Feed.Instruments.Where(static instrument => instrument.Truth.IsDeleted)];
        Assert.That(expired.Select(static instrument => instrument.Truth.Orders.Count), Is.EqualTo(new[] { 0, 0 }));
        WireStatus[] halts = [.. last.Select(static message => message.Status).OfType<WireStatus>().Where(static status => status is { Status: Halt, Reason: 4 })];
        Assert.That(halts.Select(static status => status.SecurityId), Is.EquivalentTo(expired.Select(static instrument => instrument.SecurityId)));
        Assert.That(last.TakeLast(4).Count(static message => message.Levels is [{ IsReset: true }]), Is.EqualTo(2));
    }

    private void Run(Action<Phases, WireMessage> onMessage, Action<List<WireStatus>>? onEnd = null, Action<Phases>? onEvent = null) =>
        OrderRates.Run(schemaVersion, channel =>
        {
            Phases phases = new(channel);
            List<WireStatus> statuses = [];
            channel.Run(message =>
            {
                if (message.Status is { } status) statuses.Add(status);
                phases.Apply(message);
                onMessage(phases, message);
            }, _ => onEvent?.Invoke(phases));
            onEnd?.Invoke(statuses);
        }, hasPhases: true);
}
