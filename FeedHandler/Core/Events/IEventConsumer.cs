namespace FeedHandler.Core.Events;

/// <summary>What takes events on the near side of a batch; a struct type argument, so that the call is direct.</summary>
public interface IEventConsumer
{
    /// <summary>Takes one event.</summary>
    /// <param name="marketEvent">The event; valid only during the call.</param>
    /// <param name="isEndOfBatch">Whether it is the last of its packet.</param>
    void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch);
}
