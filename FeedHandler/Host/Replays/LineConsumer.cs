using FeedHandler.Core.Events;
using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Replays;

/// <summary>Writes events as lines, on the far side of the ring.</summary>
internal readonly struct LineConsumer(EventLines lines) : IEventConsumer
{
    private readonly EventLines _lines = lines;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => _lines.Write(marketEvent);
}
