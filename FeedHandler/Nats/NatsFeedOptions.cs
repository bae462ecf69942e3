using FeedHandler.Client;

namespace FeedHandler.Nats;

/// <summary>How a feed is read from NATS.</summary>
public sealed record NatsFeedOptions
{
    /// <summary>When the subscriber is told of books.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>With <see cref="Delivery.Interval"/>: how often, in milliseconds.</summary>
    public int IntervalMs { get; init; } = 1000;

    /// <summary>For how many instruments of a channel there is room; memory is taken as they come.</summary>
    public int InstrumentCountMax { get; init; } = 65_536;

    /// <summary>Messages that may wait to be polled; behind that none is fetched, and the server keeps them.</summary>
    public int WaitingMax { get; init; } = 1024;

    /// <summary>Silence behind which whoever publishes counts as gone, in milliseconds.</summary>
    public int SilenceMs { get; init; } = 10_000;

    /// <summary>How the server is reached.</summary>
    public NatsOptions Server { get; init; } = new();
}
