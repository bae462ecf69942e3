using FeedHandler.Core.Events;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>
/// Between the ring and the sinks for which the feed does not wait: one thread takes every event at once and writes it where slow readers are lapped.
/// </summary>
internal sealed class SinkRelay(int capacity) : IDisposable
{
    private const string Name = "sink-relay";
    private readonly BroadcastRing<MarketEvent> _ring = new(capacity);

    /// <summary>Starts to pass events on.</summary>
    public RingThread Start(RingProducer<MarketEvent> producer) =>
        RingThread.Start(new RingConsumer<MarketEvent, RelayHandler>(Name, producer, new RelayHandler(_ring.Writer), IdleStrategy.OfRing));

    /// <summary>Starts a sink that reads what is passed on from here on.</summary>
    public RingThread Start(IFeedSink sink) => RingThread.Start(
        new SkippingConsumer<MarketEvent, SinkHandler>(sink.Name, _ring.NewReader(), new SinkHandler(sink), IdleStrategy.Sleeping));

    /// <inheritdoc/>
    public void Dispose() => _ring.Dispose();

    private readonly struct RelayHandler(BroadcastWriter<MarketEvent> writer) : IRingHandler<RelayHandler, MarketEvent>
    {
        private readonly BroadcastWriter<MarketEvent> _writer = writer;

        public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch)
        {
            _writer.Claim() = data;
            if (endOfBatch) _writer.Publish();
        }
    }
}

/// <summary>Gives what a consumer takes to a sink.</summary>
internal readonly struct SinkHandler(IFeedSink sink) : IRingHandler<SinkHandler, MarketEvent>
{
    private readonly IFeedSink _sink = sink;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch)
    {
        _sink.OnEvent(data);
        if (endOfBatch) _sink.OnBatchEnd();
    }

    /// <summary>Tells the sink that it lost events.</summary>
    public static void OnLost(ref SinkHandler handler, long lostCount) => handler._sink.OnLost(lostCount);
}
