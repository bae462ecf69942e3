using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Sharing;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests;

/// <summary>Rule: places of orders change while a subscriber reads them, and it has the right orders all the same (docs/sharing.md).</summary>
public sealed class RacingOrderTests
{
    private const int InstrumentCount = 8;
    private const int OrderCountMax = 2000;
    private const int EventCount = 600_000;
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("feed").FullName;
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void WhoeverComesWhileOrdersComeAndGoHasThemAll()
    {
        string path = Path.Combine(_folder, "feed");
        using OrderReplica right = new(new OrderLimits(InstrumentCount, OrderCountMax, OrderCountMax));
        using DefinitionLog log = new(64);
        SharedFeedShape shape = new(1 << 20, InstrumentCount, InstrumentCount, [310]) { OrderCountMax = OrderCountMax };
        SharedRingResult result = SharedFeedWriter.TryOpen(path, shape, [new DefinitionReplica(InstrumentCount, log)], out SharedFeedWriter? writer);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        using SharedFeedWriter shared = writer!;
        RandomOrders orders = new(InstrumentCount, OrderCountMax);
        Thread feed = new(() => Write(shared, right, orders));
        feed.Start();
        List<(SharedFeed Feed, Watch Seen)> readers = [];
        while (feed.IsAlive) Follow(path, readers);
        feed.Join();
        Assert.That(right.Rejected, Is.Zero);
        foreach ((SharedFeed reader, Watch seen) in readers)
        {
            while (reader.Poll(seen) != SharedFeedPoll.Idle) continue;
            for (int i = 0; i < InstrumentCount; i++)
            {
                Assert.That(reader.TryGetBook(0, i, out SubscribedBook book), Is.True);
                Assert.That(OrderText.Of(book.Orders), Is.EqualTo(OrderText.Of(right.Orders, i)));
            }

            Assert.That((seen.IsDistrusted, seen.ToldCount, reader.LostCount), Is.EqualTo((false, InstrumentCount, 0L)));
            reader.Dispose();
        }

        Assert.That(readers, Has.Count.GreaterThan(1));
    }

    private static void Follow(string path, List<(SharedFeed Feed, Watch Seen)> readers)
    {
        if (readers.Count < 24)
        {
            SharedFeed added = SharedFeed.Open(path, new SharedFeedOptions { Orders = true });
            Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
            added.Add(all!);
            readers.Add((added, new Watch()));
        }

        foreach ((SharedFeed reader, Watch seen) in readers) reader.Poll(seen);
    }

    private static void Write(SharedFeedWriter shared, OrderReplica right, RandomOrders orders)
    {
        for (int i = 0; i < EventCount; i++)
        {
            MarketEvent next = orders.Next();
            right.Apply(next);
            shared.Take(next);
            if (i % 7 == 0) shared.Publish();
        }

        shared.Publish();
    }

    private sealed class Watch : IBookSubscriber
    {
        public bool IsDistrusted { get; private set; }

        public int ToldCount { get; private set; }

        public void OnOrders(in SubscribedBook book) => ToldCount++;

        public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => IsDistrusted |= book.Orders.State == OrderBookState.Suspect;
    }
}
