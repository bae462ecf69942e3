using System.Net;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Engine;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Journals;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Journals;

/// <summary>Shares a feed, and keeps a journal of it on the same thread.</summary>
internal sealed class JournalSink(string folder, int imageEvery = 0) : IFeedSink, IDisposable
{
    private const int OrderCountMax = 10_000;
    private readonly BookReplica _books = new(1024);
    private readonly OrderReplica _orders = NewOrders();
    private SharedFeedWriter _writer = null!;
    private JournalFolder _folder = null!;
    private JournalWriter _journal = null!;
    private long _count;

    public string Name => "journal-test";

    public string Folder => Path.Combine(folder, "journal");

    public void OnOpen(Feed feed)
    {
        string path = Path.Combine(folder, "feed");
        SharedFeedShape shape = new(1 << 16, 64, 1024, [310]) { OrderCountMax = OrderCountMax };
        Assert.That(SharedFeedWriter.TryOpen(path, shape, feed.NewDefinitions(), out SharedFeedWriter? writer).IsOpened, Is.True);
        _writer = writer!;
        _folder = JournalFolder.Open(new JournalOptions(Folder) { FileBytes = 96 << 10, FileCountMax = 1000 });
        _journal = new JournalWriter(new GatewayOptions { FeedPath = path, Listen = new IPEndPoint(IPAddress.Loopback, 0) }, _folder, new JournalSync(Folder, periodMs: 0));
        _journal.Open();
    }

    /// <summary>The books in front of every so many events: by the number of the next event, of each instrument its book and its orders.</summary>
    public SortedDictionary<long, (BookImage Book, string Orders)[]> Images { get; } = [];

    public void OnEvent(in MarketEvent marketEvent)
    {
        if (imageEvery > 0 && _count % imageEvery == 0) Images[_count] = [.. Enumerable.Range(0, _books.Books.Count).Select(ImageOf)];
        _count++;
        _writer.Take(marketEvent);
        _books.Apply(marketEvent);
        _orders.Apply(marketEvent);
    }

    public void OnBatchEnd()
    {
        _writer.Publish();
        _journal.Turn(0);
    }

    public void Finish()
    {
        _writer.Publish();
        while (_journal.Turn(0))
        {
            // the rest
        }

        _journal.Dispose();
    }

    public List<int> WrongBooks(string path)
    {
        using ClientBooks books = new();
        Assert.That(JournalReader.TryOpen(path, out JournalReader? reader), Is.Null);
        using (reader)
        {
            while (reader!.TryRead(out ReadOnlySpan<byte> frame)) books.Take(frame.ToArray());
        }

        Assert.That(books.Broken, Is.Empty);
        return [.. Enumerable.Range(0, _books.Books.Count).Where(index => !IsRight(books, index))];
    }

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
        _books.Dispose();
        _orders.Dispose();
    }

    public List<int> WrongOrders(string path)
    {
        using OrderReplica orders = NewOrders();
        Assert.That(JournalReader.TryOpen(path, out JournalReader? reader), Is.Null);
        using (reader)
        {
            while (reader!.TryRead(out ReadOnlySpan<byte> frame)) Take(frame, orders);
        }

        return [.. Enumerable.Range(0, _books.Books.Count).Where(index => TextOf(orders, index) != TextOf(_orders, index))];
    }

    private static void Take(ReadOnlySpan<byte> frame, OrderReplica orders)
    {
        RestingOrder[] room = new RestingOrder[1000];
        if (FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out _, out _)) orders.Apply(told);
        else if (OrderSnapshots.TryDecode(frame, out MarketEvent head, out _, out OrderPart part, room, out int count, out _))
        {
            NoHandler none = default;
            if (part.Part == 1) orders.Orders.Books.Clear(head.InstrumentIndex);
            foreach (RestingOrder order in room[..count]) orders.Orders.Books.Add(head.InstrumentIndex, order, ref none);
        }
    }

    private (BookImage Book, string Orders) ImageOf(int index)
    {
        BookImage image = default;
        _books.Books[index].CopyTo(ref image);
        return (image, OrderText.Of(_orders.Orders, index));
    }

    private static OrderReplica NewOrders() => new(new OrderLimits(1024, OrderCountMax, OrderCountMax));

    private static string TextOf(OrderReplica orders, int index) => OrderText.Of(new OrdersView(orders.Orders.Books, index, default));

    private bool IsRight(ClientBooks books, int index)
    {
        BookImage image = default;
        _books.Books[index].CopyTo(ref image);
        return books.IsRight(index, image);
    }

    private readonly struct NoHandler : IOrderHandler
    {
        public void OnOrder(in OrderChange change)
        {
        }
    }
}
