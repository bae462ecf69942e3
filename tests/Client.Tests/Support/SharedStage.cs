using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Sharing;
using FeedHandler.Engine;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests.Support;

/// <summary>A feed of a capture that is shared batch by batch, with the books that are right beside it: what a test does is done between two batches.</summary>
internal sealed class SharedStage(string path, int eventCount = 1 << 16) : IFeedSink, IDisposable
{
    private readonly BookReplica _right = new(1024);
    private readonly StatisticReplica _statistics = new(1024);
    private OrderReplica? _orders;
    private IReadOnlyList<DefinitionReplica> _definitions = [];
    private int _batchCount;

    public string Name => "stage";

    public SharedFeedWriter Writer { get; private set; } = null!;

    /// <summary>The books as they are, by index.</summary>
    public BookTable Right => _right.Books;

    /// <summary>How often a batch is shown; those between are shown with the next one.</summary>
    public int PublishesEach { get; init; } = 1;

    /// <summary>How many instruments have room.</summary>
    public int InstrumentCountMax { get; init; } = 64;

    /// <summary>For how many orders there is room; 0 for no books by order.</summary>
    public int OrderCountMax { get; init; }

    /// <summary>The orders as they are.</summary>
    public ChannelOrders Orders => _orders!.Orders;

    /// <summary>What is done behind a batch, which may or may not be shown yet.</summary>
    public Action<SharedStage>? BetweenBatches { get; set; }

    /// <summary>Whether all events that were taken are shown.</summary>
    public bool IsShown { get; private set; }

    public void OnOpen(Feed feed)
    {
        _definitions = feed.NewDefinitions();
        SharedFeedShape shape = new(eventCount, InstrumentCountMax, IndexCountMax: 1024, [310]) { OrderCountMax = OrderCountMax };
        if (OrderCountMax > 0) _orders = new OrderReplica(new OrderLimits(1024, OrderCountMax, OrderCountMax));
        SharedRingResult result = SharedFeedWriter.TryOpen(path, shape, _definitions, out SharedFeedWriter? writer);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        Writer = writer!;
    }

    public void OnEvent(in MarketEvent marketEvent)
    {
        Writer.Take(marketEvent);
        _statistics.Apply(marketEvent, Right);
        _right.Apply(marketEvent);
        _orders?.Apply(marketEvent);
        IsShown = false;
    }

    public void OnBatchEnd()
    {
        if (++_batchCount % PublishesEach == 0) Show();
        BetweenBatches?.Invoke(this);
    }

    public void Show()
    {
        Writer.Publish();
        IsShown = true;
    }

    /// <summary>Runs all of a capture.</summary>
    public void Run(string capture = "captures/cme-simulated.pcapng")
    {
        using Feed feed = Feed.Cme().Replay(Repository.PathOf(capture)).Orders(OrderCountMax).Inline().Sink(this).Start();
        feed.Wait();
        Show();
        BetweenBatches?.Invoke(this);
    }

    public void Dispose()
    {
        Writer.Dispose();
        _right.Dispose();
        _orders?.Dispose();
    }

    /// <summary>The statistics as they are.</summary>
    public StatisticSet StatisticsOf(int index) => _statistics[index];

    /// <summary>Whether book and statistics are the right ones, doubts and all.</summary>
    public bool IsRight(int index, in BookImage image, in StatisticSet statistics)
    {
        BookImage right = default;
        Right[index].CopyTo(ref right);
        return Unmanaged.AreSame(image, right) && Unmanaged.AreSame(statistics, _statistics[index]);
    }
}
