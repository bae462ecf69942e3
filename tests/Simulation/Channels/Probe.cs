using FeedHandler.Core.Events;

namespace FeedHandler.Simulation.Channels;

/// <summary>Hands events to an object that outlives the pipeline.</summary>
internal readonly struct Probe(Probe.Callback callback) : IEventConsumer
{
    internal delegate void Callback(ref MarketEvent marketEvent, bool isEndOfBatch);

    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => callback(ref marketEvent, isEndOfBatch);
}
