using System.Net;
using FeedHandler.Client;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: a client that asks for orders has those of the feed, from whenever it comes, and how far they can be trusted (docs/clients.md).</summary>
public sealed class OrderTests
{
    private string _folder = "";

    private string FilePath => Path.Combine(_folder, "feed");

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("gateway").FullName;
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [TestCase(LoopKind.Epoll, Delivery.EveryEvent)]
    [TestCase(LoopKind.IoUring, Delivery.EndOfEvent)]
    public void WhoeverComesAtAnyTimeHasTheOrdersOfTheFeed(LoopKind kind, Delivery delivery)
    {
        using SharedStage stage = new(FilePath) { OrderCountMax = 10_000 };
        GatewayServer? server = null;
        List<RemoteFeed> clients = [];
        HashSet<OrderBookState> states = [];
        int batch = 0;
        stage.BetweenBatches = _ =>
        {
            server ??= Start(kind);
            if (batch++ % 20 != 0) return;
            if (batch % 80 == 1) clients.Add(Open(server, delivery));
            foreach (RemoteFeed client in clients) Compare(stage, client, states);
        };
        stage.Run("captures/cme-recovery.pcapng");
        foreach (RemoteFeed client in clients) Compare(stage, client, states);
        Assert.That((clients.Count > 3, clients.Sum(static client => client.LostCount + client.StrayCount)), Is.EqualTo((true, 0L)));
        Assert.That(states, Does.Contain(OrderBookState.Suspect).And.Contain(OrderBookState.Whole));
        foreach (RemoteFeed client in clients) client.Dispose();
        server!.Dispose();
    }

    [Test]
    public void OrdersThatNoBacklogHasRoomForAreUnknownUntilAllGo()
    {
        using DefinitionLog log = new(64);
        SharedFeedShape shape = new(1 << 14, 4, 4, [310]) { OrderCountMax = 4000 };
        Assert.That(SharedFeedWriter.TryOpen(FilePath, shape, [new DefinitionReplica(4, log)], out SharedFeedWriter? writer).IsOpened, Is.True);
        using SharedFeedWriter feed = writer!;
        feed.Take(Event(EventKind.Definition) with { Quantity = 1000 });
        feed.Take(Event(EventKind.OrderClear));
        for (int i = 1; i <= 3000; i++) feed.Take(Order(i));
        feed.Publish();
        using GatewayServer server = Start(LoopKind.Epoll, backlogBytes: 64 << 10);
        using RemoteFeed client = Open(server, Delivery.EveryEvent);
        Assert.That(AwaitOrders(client, feed.EventCount), Is.EqualTo((OrderBookState.Unknown, 0)));
        Assert.That(server.Read().Sessions[GatewayCount.OrdersLeftOut], Is.EqualTo(1));

        feed.Take(Order(3001));
        feed.Publish();
        Assert.That(AwaitOrders(client, feed.EventCount), Is.EqualTo((OrderBookState.Unknown, 0)), "what comes alone makes no book");

        feed.Take(Event(EventKind.OrderClear));
        feed.Take(Order(3002));
        feed.Publish();
        Assert.That(AwaitOrders(client, feed.EventCount), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    private static (OrderBookState State, int Depth) AwaitOrders(RemoteFeed client, long eventCount)
    {
        Await(client, eventCount - 1);
        Assert.That(client.TryGetBook(0, 0, out SubscribedBook book), Is.True);
        return (book.Orders.State, book.Orders.Depth(BookSide.Bid));
    }

    private static void Compare(SharedStage stage, RemoteFeed client, HashSet<OrderBookState> states)
    {
        Await(client, stage.Writer.EventCount - 1);
        for (int i = 0; i < stage.Right.Count; i++)
        {
            Assert.That(client.TryGetBook(0, i, out SubscribedBook book), Is.True, $"book {i}");
            Assert.That(OrderText.Of(book.Orders), Is.EqualTo(OrderText.Of(stage.Orders, i)), $"orders of {i} as of event {stage.Writer.EventCount - 1}");
            states.Add(book.Orders.State);
        }
    }

    private static void Await(RemoteFeed client, long sequence)
    {
        Nobody nobody = new();
        Within.Until(
            () =>
            {
                while (client.Poll(nobody) == SharedFeedPoll.Taken) continue;
                return client.Sequence >= sequence && !client.AwaitsBooks;
            },
            $"event {sequence}: {client.Sequence}, {client.LastFailure}");
    }

    private GatewayServer Start(LoopKind kind, int backlogBytes = 1 << 20) => GatewayServer.Start(
        new GatewayOptions { FeedPath = FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0), Kind = kind, BacklogBytes = backlogBytes });

    private static RemoteFeed Open(GatewayServer server, Delivery delivery)
    {
        RemoteFeed client = RemoteFeed.Open($"tcp://{server.LocalEndPoint}", new RemoteFeedOptions { Delivery = delivery, Orders = true, OrderCountMax = 10_000 });
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        client.Add(all!);
        return client;
    }

    private static MarketEvent Event(EventKind kind) => new() { Kind = kind, Flags = EventFlags.EndOfEvent | EventFlags.LastOfInstrument };

    private static MarketEvent Order(int number) => Event(EventKind.Order) with
    {
        Action = BookAction.New,
        Side = BookSide.Bid,
        OrderId = (ulong)number,
        PriceNano = 1_000_000_000,
        Quantity = 1,
        Priority = (ulong)number,
    };

    private sealed class Nobody : IBookSubscriber;
}
