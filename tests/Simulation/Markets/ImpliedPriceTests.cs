using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Orders;

namespace FeedHandler.Simulation.Markets;

/// <summary>Prices that a spread and its legs imply in each other are made of their orders, at every moment, and are told as the venue tells them.</summary>
[TestFixture(13, false)]
[TestFixture(8, false)]
[TestFixture(13, true)]
public sealed class ImpliedPriceTests(int schemaVersion, bool hasPhases)
{
    private const int SeedCount = 12;
    private const byte LastImplied = 0x10;

    [Test]
    [Property("Source", "CME Globex, implied markets, first generation: implied bid of a spread = bid of the leg it buys - ask of the leg it sells, of a leg = "
        + "spread + the other leg, with the smaller quantity; CME MDP 3.0, Price-depth book: implied sides (E, F) are two levels deep")]
    public void AtTheEndOfEveryEventImpliedSidesFollowFromTheOrdersOfTheOthers()
    {
        (int Levels, int Seconds) counts = default;
        Run((channel, books, _) =>
        {
            foreach ((SimulatedInstrument, SimulatedInstrument, SimulatedInstrument) combination in books.Combinations)
            {
                (SimulatedInstrument spread, SimulatedInstrument bought, SimulatedInstrument sold) = combination;
                foreach (SimulatedInstrument member in (SimulatedInstrument[])[spread, bought, sold])
                {
                    foreach (bool isBid in (bool[])[true, false])
                    {
                        IReadOnlyList<SimulatedLevel> told = channel[member.SecurityId].Implied(isBid);
                        SimulatedLevel[] right = [.. books.Side(member, isBid, combination)];
                        if (!told.SequenceEqual(right)) Assert.Fail($"{member.Symbol} bid {isBid}, packet {channel.Feed.SeqNum}: {Text(told)}, implied {Text(right)}");
                        counts = (counts.Levels + right.Length, counts.Seconds + (right.Length == 2 ? 1 : 0));
                    }
                }
            }
        });
        Assert.That(new[] { counts.Levels, counts.Seconds }, Has.All.GreaterThan(1000));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Security Status (30): implied matching off (1174 6) drops implied books, on (5) makes them anew; no halted leg implies anything")]
    public void ImpliedSidesGoAndComeWithTheStatusOfEachOfTheThree()
    {
        (int Emptied, int Made) counts = default;
        Run(onMessages: (channel, books, messages) =>
        {
            if (messages[0].Status is null) return;
            foreach ((SimulatedInstrument Spread, SimulatedInstrument Bought, SimulatedInstrument Sold) combination in books.Combinations)
            {
                WireLevel[] told = [.. messages.SelectMany(static message => message.Levels).Where(level => level.IsImplied && level.SecurityId == combination.Spread.SecurityId)];
                bool isThere = channel[combination.Spread.SecurityId].Implied(isBid: true).Count != 0;
                if (!books.IsActive(combination)) Assert.That(isThere, Is.False, $"packet {channel.Feed.SeqNum}");
                if (told.Length != 0 && isThere) counts.Made++;
                if (told.Length != 0 && !isThere) counts.Emptied++;
            }
        });
        Assert.That(new[] { counts.Emptied, counts.Made }, Has.All.GreaterThan(hasPhases ? 5 : 20));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Match Event Indicator: the implied book is the last stage of an event, its last message has bit 4, and no entry of it counts orders")]
    public void ImpliedLevelsAreTheLastStageOfTheEventThatChangedTheOrders()
    {
        int stageCount = 0;
        Run(onMessages: (channel, _, messages) =>
        {
            int first = messages.ToList().FindIndex(static message => message.Levels.Any(static level => level.IsImplied));
            if (first < 0) return;
            stageCount++;
            WireMessage[] stage = [.. messages.Skip(first).TakeWhile(static message => message.Levels.Count != 0)];
            Assert.That(stage.SelectMany(static message => message.Levels).All(static level => level.IsImplied && level.Orders == WireOrder.NullQuantity), Is.True);
            Assert.That(stage.Count(static message => (message.Indicator & LastImplied) != 0), Is.EqualTo(1), $"packet {channel.Feed.SeqNum}");
            Assert.That(stage[^1].Indicator & LastImplied, Is.Not.Zero);
            Assert.That(messages.Skip(first + stage.Length).All(static message => message is { Template: 32 or 46, Levels.Count: 0, Orders.Count: 0 }), Is.True);
            Assert.That(messages.Select(static message => message.TransactTimeNs).Distinct().Count(), Is.EqualTo(1));
        });
        Assert.That(stageCount, Is.GreaterThan(500));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Trade Summary: where implied prices are involved (5797 0) only customers' orders are listed, and what they do not cover came "
        + "from implied; who trades with an implied price trades with the legs, at prices that add up, and volume (37) is told of every one of them")]
    public void ATradeWithAnImpliedPriceIsOneOfTheSpreadAndOfBothLegs()
    {
        int impliedCount = 0;
        Run(onMessages: (channel, books, messages) =>
        {
            foreach ((SimulatedInstrument spread, SimulatedInstrument bought, SimulatedInstrument sold) in books.Combinations)
            {
                (long spreadQuantity, long spreadNano) = Uncovered(messages, spread);
                (long boughtQuantity, long boughtNano) = Uncovered(messages, bought);
                (long soldQuantity, long soldNano) = Uncovered(messages, sold);
                string where = $"{spread.Symbol}, packet {channel.Feed.SeqNum}";
                Assert.That(new[] { boughtQuantity, soldQuantity }, Has.All.EqualTo(spreadQuantity), where);
                Assert.That(spreadNano, Is.EqualTo(boughtNano - soldNano), where);
                if (spreadQuantity != 0) impliedCount++;
            }
        });
        TestContext.Out.WriteLine($"{impliedCount} trades with implied prices");
        Assert.That(impliedCount, Is.GreaterThan(100));
    }

    // What of the trades of an event no customer's order gave or took, and its turnover.
    private static (long Quantity, long PriceNano) Uncovered(IReadOnlyList<WireMessage> messages, SimulatedInstrument instrument)
    {
        (ulong OrderId, int Quantity)[] orders = [.. messages.SelectMany(static message => message.TradeOrders)];
        int at = 0;
        (long quantity, long priceNano) = (0L, 0L);
        foreach (WireTrade trade in messages.SelectMany(static message => message.Trades))
        {
            int uncovered = (2 * trade.Quantity) - orders.Skip(at).Take(trade.OrderCount).Sum(static order => order.Quantity);
            at += trade.OrderCount;
            if (trade.SecurityId != instrument.SecurityId || trade.Action != Core.Events.BookAction.New) continue;
            Assert.That(uncovered == 0 || trade.Aggressor == 0, Is.True, $"{trade}");
            (quantity, priceNano) = (quantity + uncovered, priceNano + (uncovered * trade.PriceNano));
        }

        return (quantity, priceNano);
    }

    private static string Text(IEnumerable<SimulatedLevel> levels) => string.Join(" ", levels.Select(static level => $"{level.Quantity}@{level.PriceNano}"));

    private void Run(
        Action<WireChannel, ImpliedBooks, Phases>? onEvent = null, Action<WireChannel, ImpliedBooks, IReadOnlyList<WireMessage>>? onMessages = null)
    {
        for (ulong seed = 1; seed <= SeedCount; seed++)
        {
            SimulationOptions options = hasPhases ? OrderRates.DayOptions(schemaVersion, seed) : OrderRates.Options(schemaVersion, seed);
            WireChannel channel = new(options);
            Phases phases = new(channel);
            ImpliedBooks books = new(channel, phases);
            channel.Run(message =>
            {
                phases.Apply(message);
                books.Apply(message);
            }, messages =>
            {
                onEvent?.Invoke(channel, books, phases);
                onMessages?.Invoke(channel, books, messages);
            });
        }
    }
}
