using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;
using FeedHandler.Tests.Support;

namespace FeedHandler.Wire.Tests.Support;

/// <summary>All events of a capture, with the books and definitions as they were behind the last of them.</summary>
internal sealed class EventStage : IFeedSink, IDisposable
{
    private readonly BookReplica _books = new(1024);
    private IReadOnlyList<DefinitionReplica> _definitions = [];

    public string Name => "stage";

    public List<MarketEvent> Events { get; } = [];

    public BookTable Books => _books.Books;

    public DefinitionReplica Definitions => _definitions[0];

    /// <summary>What is done behind a batch.</summary>
    public Action<EventStage>? BehindBatch { get; init; }

    public static EventStage Of(string capture, int ordersMax = 0, Action<EventStage>? behindBatch = null)
    {
        EventStage stage = new() { BehindBatch = behindBatch };
        FeedBuilder builder = Feed.Cme().Replay(Repository.PathOf(capture)).Inline().Sink(stage);
        using Feed feed = (ordersMax > 0 ? builder.Orders(ordersMax) : builder).Start();
        feed.Wait();
        return stage;
    }

    public void OnOpen(Feed feed) => _definitions = feed.NewDefinitions();

    public void OnEvent(in MarketEvent marketEvent)
    {
        Events.Add(marketEvent);
        _books.Apply(marketEvent);
        if (marketEvent.Kind == EventKind.Definition) _definitions[marketEvent.Channel].Apply(marketEvent);
    }

    public void OnBatchEnd() => BehindBatch?.Invoke(this);

    public void Dispose()
    {
        _books.Dispose();
        foreach (DefinitionReplica definitions in _definitions) definitions.Dispose();
    }
}
