using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>In which messages an event tells its orders.</summary>
[TestFixture(13)]
[TestFixture(8)]
public sealed class OrderMessageTests(int schemaVersion)
{
    private const int FrameBytes = 12 + 10 + 11 + 3 + 8; // of the packet and its one message
    private const int LevelBytes = 32;
    private const int OrderBytes = 24;

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: messages of orders alone come in front of those of levels")]
    public void OrdersAloneComeInFrontOfTheLevelsOfTheirEvent()
    {
        int mixedCount = 0;
        OrderRates.Run(schemaVersion, channel => channel.Run(onEvent: messages =>
        {
            int lastAlone = LastIndex(messages, static message => message.IsOrdersAlone);
            int firstBook = messages.ToList().FindIndex(static message => message.IsBook && message.Levels.Count != 0);
            if (lastAlone < 0 || firstBook < 0) return;
            mixedCount++;
            Assert.That(lastAlone, Is.LessThan(firstBook), $"packet {channel.Feed.SeqNum}");
        }));
        Assert.That(mixedCount, Is.GreaterThan(100));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: a combined message never splits; an event that does not fit into one tells its orders alone")]
    public void AnEventWhoseLevelsAreSeveralMessagesTellsEveryOrderAlone()
    {
        int splitCount = 0;
        OrderRates.Run(schemaVersion, channel => channel.Run(onEvent: messages =>
        {
            WireMessage[] books = [.. messages.Where(static message => message.Levels.Any(static level => level.IsDirect))];
            if (books.Length < 2) return;
            splitCount++;
            Assert.That(books.Sum(static message => message.Orders.Count), Is.Zero, $"packet {channel.Feed.SeqNum}");
        }));
        Assert.That(splitCount, Is.GreaterThan(100));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: an order of a level in depth comes with the level's entry; alone comes what is outside of the depth")]
    public void InAnEventThatFitsNoOrderOfALevelInDepthIsAlone()
    {
        (int Combined, int Alone) counts = default;
        OrderRates.Run(schemaVersion, channel =>
        {
            List<(WireOrder Told, long PriceNano)> alone = [];
            channel.Run(message =>
            {
                foreach (WireOrder order in message.Orders.Where(static order => order.Reference == 0))
                    alone.Add((order, order.PriceNano ?? channel[order.SecurityId].Find(order.OrderId)!.Value.PriceNano));
            }, messages =>
            {
                WireMessage[] books = [.. messages.Where(static message => message.Levels.Any(static level => level.IsDirect))];
                WireLevel[] levels = [.. books.SelectMany(static book => book.Levels)];
                (WireOrder Told, long PriceNano)[] inDepth = [.. alone.Where(order => IsInDepth(channel, levels, order.Told, order.PriceNano))];
                int together = books.Sum(static book => book.Orders.Count);
                int bytes = FrameBytes + (LevelBytes * levels.Length) + (OrderBytes * (together + inDepth.Length));
                bool fits = books.Length <= 1 && (bytes <= channel.PacketBytesMax || together != 0);
                if (fits && messages.All(static message => !message.IsRecovery)) Assert.That(inDepth, Is.Empty, $"packet {channel.Feed.SeqNum}");
                counts = (counts.Combined + together, counts.Alone + alone.Count - inDepth.Length);
                alone.Clear();
            });
        });
        Assert.That(new[] { counts.Combined, counts.Alone }, Has.All.GreaterThan(1000));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: a level that only shifts into the depth has no entry of an order")]
    public void ALevelThatOnlyShiftsInHasNoOrders()
    {
        int shiftedCount = 0;
        OrderRates.Run(schemaVersion, channel => channel.Run(message =>
        {
            if (!message.IsBook || message.IsRecovery || message.Orders.Count == 0) return;
            for (int place = 0; place < message.Levels.Count; place++)
            {
                WireLevel level = message.Levels[place];
                if (!level.IsDirect || level.Action != BookAction.New) continue;
                WireBook book = channel[level.SecurityId];
                SimulatedLevel before = LevelOf(book, level, message.Orders.Where(order => order.Action == BookAction.Change));
                WireOrder[] told = [.. message.Orders.Where(order => order.Reference == place + 1)];
                if (told.Length == 0) shiftedCount++;
                if (told.Length == 0) Assert.That(before, Is.EqualTo(new SimulatedLevel(level.PriceNano!.Value, level.Quantity, level.Orders)));
                Assert.That(told.Where(order => book.Find(order.OrderId) is { } old && IsUnchanged(old, order)), Is.Empty, "entries of orders that did not change");
            }
        }));
        Assert.That(shiftedCount, Is.GreaterThan(20));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: price, quantity and priority of a deleted order may be old or null")]
    public void DeletesAreToldWithOldValuesAndWithNone()
    {
        List<WireOrder> deletes = [];
        OrderRates.Run(schemaVersion, channel => channel.Run(message =>
        {
            foreach (WireOrder order in message.Orders.Where(static order => order.Action == BookAction.Delete))
            {
                PublishedOrder old = channel[order.SecurityId].Find(order.OrderId)!.Value;
                bool isBare = order is { Quantity: WireOrder.NullQuantity, Priority: WireOrder.NullPriority };
                Assert.That(isBare || (order.Quantity, order.Priority) == (old.DisplayedQuantity, old.Priority), Is.True, $"{order}, before {old}");
                Assert.That(order.PriceNano is null ? isBare : order.PriceNano == old.PriceNano, Is.True, $"{order}, before {old}");
                deletes.Add(order);
            }
        }));
        Assert.That(deletes.Count(static order => order.PriceNano is null), Is.GreaterThan(100));
        Assert.That(deletes.Count(static order => order.Reference != 0 && order.Quantity == WireOrder.NullQuantity), Is.GreaterThan(100));
        Assert.That(deletes.Count(static order => order.Priority != WireOrder.NullPriority), Is.GreaterThan(100));
    }

    // In depth is what the event told of its price, and what stands in depth when it has ended.
    private static bool IsInDepth(WireChannel channel, WireLevel[] told, WireOrder order, long priceNano) =>
        told.Any(level => level.SecurityId == order.SecurityId && level.Type == (order.IsBid ? '0' : '1') && level.PriceNano == priceNano
            && level.Action is not (BookAction.DeleteThru or BookAction.DeleteFrom))
        || (order.Action != BookAction.Delete && channel[order.SecurityId].Levels(order.IsBid).Any(level => level.PriceNano == priceNano));

    // An order that went to another price is told with the level there, and with none here.
    private static SimulatedLevel LevelOf(WireBook book, WireLevel level, IEnumerable<WireOrder> changed)
    {
        HashSet<ulong> moved = [.. changed.Where(order => order.SecurityId == level.SecurityId && order.PriceNano != level.PriceNano).Select(static order => order.OrderId)];
        PublishedOrder[] orders = [.. book.Orders(level.Type == '0').Where(order => order.PriceNano == level.PriceNano && !moved.Contains(order.OrderId))];
        return new SimulatedLevel(level.PriceNano!.Value, orders.Sum(static order => order.DisplayedQuantity), orders.Length);
    }

    private static bool IsUnchanged(PublishedOrder old, WireOrder order) =>
        order.Action != BookAction.Delete && (old.PriceNano, old.DisplayedQuantity, old.Priority) == (order.PriceNano, order.Quantity, order.Priority);

    private static int LastIndex(IReadOnlyList<WireMessage> messages, Predicate<WireMessage> match) => messages.ToList().FindLastIndex(match);
}
