using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Sharing;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests;

/// <summary>Rule: a subscriber that asks for orders has those of the feed, from whenever it comes, and how far they can be trusted (docs/sharing.md).</summary>
public sealed class SharedOrderTests
{
    private const string Capture = "captures/cme-recovery.pcapng";
    private string _folder = "";

    private string FilePath => Path.Combine(_folder, "feed");

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

    [TestCase(1)]
    [TestCase(3)] // places are ahead of the events that can be read
    public void WhoeverComesAtAnyTimeHasTheOrdersBehindEachBatch(int publishesEach)
    {
        using SharedStage stage = new(FilePath) { PublishesEach = publishesEach, OrderCountMax = 10_000 };
        List<(SharedFeed Feed, SeenOrders Seen)> readers = [];
        List<string> wrong = [];
        int batch = 0;
        stage.BetweenBatches = _ =>
        {
            if (batch++ % 30 == 0 && readers.Count < 8) readers.Add((OpenAll(), new SeenOrders()));
            foreach ((SharedFeed feed, SeenOrders seen) in readers)
            {
                Drain(feed, seen);
                if (stage.IsShown) Compare(stage, feed, wrong);
            }
        };
        stage.Run(Capture);
        Assert.That((readers.Count, wrong), Is.EqualTo((8, new List<string>())));
        foreach ((SharedFeed feed, SeenOrders seen) in readers)
        {
            Assert.That(seen.Told, Has.Count.EqualTo(stage.Right.Count), "the orders of each instrument are told once, behind its book");
            feed.Dispose();
        }
    }

    [Test]
    public void OrdersOfEveryTrustAreShared()
    {
        using SharedStage stage = new(FilePath) { OrderCountMax = 10_000 };
        HashSet<OrderBookState> states = [];
        SharedFeed? feed = null;
        SeenOrders seen = new();
        stage.BetweenBatches = _ =>
        {
            feed ??= OpenAll();
            Drain(feed, seen);
            for (int i = 0; i < stage.Right.Count; i++)
            {
                if (feed.TryGetBook(0, i, out SubscribedBook book)) states.Add(book.Orders.State);
            }
        };
        stage.Run(Capture);
        Assert.That(states, Does.Contain(OrderBookState.Suspect).And.Contain(OrderBookState.Whole));
        feed!.Dispose();
    }

    [Test]
    public void ASlowSubscriberHasTheOrdersAgain()
    {
        using SharedStage stage = new(FilePath, eventCount: 256) { OrderCountMax = 10_000 };
        SharedFeed? feed = null;
        SeenOrders seen = new();
        List<string> wrong = [];
        int batch = 0;
        stage.BetweenBatches = _ =>
        {
            feed ??= OpenAll();
            if (batch++ % 200 != 0) return;
            Drain(feed, seen);
            Compare(stage, feed, wrong);
        };
        stage.Run(Capture);
        Drain(feed!, seen);
        Compare(stage, feed!, wrong);
        Assert.That((wrong, feed!.LostCount > 0), Is.EqualTo((new List<string>(), true)));
        feed.Dispose();
    }

    [Test]
    public void BehindALossNoOrdersAreToldBeforeTheBooksAre()
    {
        using DefinitionLog log = new(64);
        SharedFeedShape shape = new(256, 8, 8, [310]) { OrderCountMax = 2000 };
        Assert.That(SharedFeedWriter.TryOpen(FilePath, shape, [new DefinitionReplica(8, log)], out SharedFeedWriter? writer).IsOpened, Is.True);
        using SharedFeedWriter shared = writer!;
        RandomOrders orders = new(8, 2000);
        for (int i = 0; i < 500; i++) shared.Take(orders.Next());
        shared.Publish();
        for (int i = 0; i < 20; i++) shared.Take(orders.Next()); // in their places, and not to be read
        using SharedFeed feed = OpenAll();
        SeenOrders seen = new();
        Drain(feed, seen);
        Assert.That(seen.Told, Is.Empty, "events that may be in the orders are to come");

        for (int i = 0; i < 1000; i++)
        {
            shared.Take(orders.Next());
            shared.Publish();
        }

        Drain(feed, seen);
        Assert.That((feed.LostCount > 0, seen.IsEarly, seen.Told.Count), Is.EqualTo((true, false, 8)));
    }

    [Test]
    public void OrdersOfAnEarlierFeedHaveGone()
    {
        SeenOrders seen = new();
        using (SharedStage first = new(FilePath) { OrderCountMax = 10_000 }) first.Run(Capture);
        using SharedFeed feed = OpenAll();
        Drain(feed, seen);
        using SharedStage second = new(FilePath) { OrderCountMax = 10_000 };
        second.Run("captures/cme-simulated.pcapng");
        Drain(feed, seen);
        List<string> wrong = [];
        Compare(second, feed, wrong);
        Assert.That((wrong, feed.RestartCount), Is.EqualTo((new List<string>(), 1L)));
    }

    [Test]
    public void WhereTheFeedKeepsNoneNoneAreThere()
    {
        using SharedStage stage = new(FilePath);
        stage.Run();
        using SharedFeed feed = OpenAll();
        SeenOrders seen = new();
        Drain(feed, seen);
        Assert.That(feed.TryGetBook(0, 0, out SubscribedBook book), Is.True);
        Assert.That((feed.HasOrders, book.Orders.AreKept, book.Orders.State, seen.Told.Count), Is.EqualTo((false, false, OrderBookState.Unknown, 0)));
    }

    private SharedFeed OpenAll()
    {
        SharedFeed feed = SharedFeed.Open(FilePath, new SharedFeedOptions { Orders = true });
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
        return feed;
    }

    private static void Drain(SharedFeed feed, IBookSubscriber seen)
    {
        while (feed.Poll(seen) == SharedFeedPoll.Taken) continue;
    }

    private static void Compare(SharedStage stage, SharedFeed feed, List<string> wrong)
    {
        for (int i = 0; i < stage.Right.Count; i++)
        {
            string right = OrderText.Of(stage.Orders, i);
            string found = feed.TryGetBook(0, i, out SubscribedBook book) ? OrderText.Of(book.Orders) : "no book";
            if (found != right && wrong.Count < 4) wrong.Add($"{i} as of {stage.Writer.EventCount}:\n{found}\nis not\n{right}");
        }
    }

    private sealed class SeenOrders : IBookSubscriber
    {
        private bool _isLost;

        public List<string> Told { get; } = [];

        public bool IsEarly { get; private set; }

        public void OnLost(long lostCount) => _isLost = true;

        public void OnSnapshot(in SubscribedBook book) => _isLost = false;

        public void OnOrders(in SubscribedBook book)
        {
            IsEarly |= _isLost;
            Told.Add(book.Instrument.Symbol);
        }
    }
}
