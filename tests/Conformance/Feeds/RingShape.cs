using Disruptor;
using FeedHandler.Ring;

namespace FeedHandler.Conformance.Feeds;

/// <summary>How events go to their consumers: nothing of it may be seen in them.</summary>
internal sealed record RingShape
{
    /// <summary>Slots; by default fewer than the events of a capture by far, so that the ring wraps and gates.</summary>
    public int Size { get; init; } = 256;

    /// <summary>How consumers wait; each as the ring does.</summary>
    public IWaitStrategy Wait { get; init; } = new YieldingWaitStrategy();

    /// <summary>How many consumers there are, each on a thread of its own.</summary>
    public int ConsumerCount { get; init; } = 1;

    /// <summary>How many packets a poll hands over at most.</summary>
    public int PacketLimit { get; init; } = 64;
}
