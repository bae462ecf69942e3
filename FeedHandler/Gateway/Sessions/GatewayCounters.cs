using FeedHandler.Codecs.Normalized;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Gateway.Sessions;

/// <summary>What the sessions of a loop count. The loop's thread writes, any thread reads: each number by itself is right.</summary>
public sealed class GatewayCounters
{
    private const int RejectReasonCount = 32;
    private readonly long[] _counts = new long[Enum.GetValues<GatewayCount>().Length];
    private readonly long[] _rejects = new long[RejectReasonCount];

    /// <summary>Reads a number.</summary>
    /// <param name="count">Which.</param>
    public long this[GatewayCount count] => Volatile.Read(ref _counts[(int)count]);

    /// <summary>From the moment when a packet was received to that when an event of it was given to be sent, on the system's clock, in nanoseconds. One for
    /// each batch of events, of its newest. Written by the loop's thread.</summary>
    public DurationHistogram Latency { get; } = new(60_000_000_000);

    /// <summary>How often something was refused for a reason.</summary>
    /// <param name="reason">The reason.</param>
    public long RejectedFor(RejectReason reason) => Volatile.Read(ref _rejects[(int)reason % RejectReasonCount]);

    internal void Add(GatewayCount count, long number = 1) => Volatile.Write(ref _counts[(int)count], _counts[(int)count] + number);

    internal void Set(GatewayCount count, long number) => Volatile.Write(ref _counts[(int)count], number);

    internal void AddRejected(RejectReason reason) => Volatile.Write(ref _rejects[(int)reason], _rejects[(int)reason] + 1);
}

/// <summary>Numbers of the sessions of a loop.</summary>
public enum GatewayCount
{
    /// <summary>Clients that logged on.</summary>
    Logons = 0,

    /// <summary>Clients that are logged on now.</summary>
    Sessions = 1,

    /// <summary>Subscriptions now.</summary>
    Subscriptions = 2,

    /// <summary>Instruments that these mean now, each as often as it is meant.</summary>
    Interests = 3,

    /// <summary>Instruments of the feed.</summary>
    Instruments = 4,

    /// <summary>Events of the feed that were taken.</summary>
    Events = 5,

    /// <summary>Events that were encoded, each once.</summary>
    Encoded = 6,

    /// <summary>Messages of market data that were given to be sent: events, tops and books, each as often as it is sent.</summary>
    Messages = 7,

    /// <summary>Snapshots that were given to be sent.</summary>
    Snapshots = 8,

    /// <summary>Events that slow clients were not sent.</summary>
    Untold = 9,

    /// <summary>How often a slow client's backlog was dropped.</summary>
    Skips = 10,

    /// <summary>How often a slow client was given latest books instead of events.</summary>
    Conflations = 11,

    /// <summary>Slow clients that were disconnected.</summary>
    SlowDisconnects = 12,

    /// <summary>Subscriptions that went on with the events behind what the client had.</summary>
    Resumes = 13,

    /// <summary>Events that were sent for that.</summary>
    ResumedEvents = 14,

    /// <summary>Events that the loop itself lost of the feed.</summary>
    FeedLost = 15,

    /// <summary>How often the feed began anew.</summary>
    FeedRestarts = 16,

    /// <summary>Events of the feed that wait to be taken.</summary>
    Lag = 17,

    /// <summary>The most of them that ever waited.</summary>
    LagMax = 18,

    /// <summary>Answers by HTTP, those to questions about the gateway's health among them.</summary>
    HttpAnswers = 19,

    /// <summary>Connections that became WebSockets.</summary>
    WebSockets = 21,

    /// <summary>Bytes of frames that were given to be sent, each as often as it is sent.</summary>
    Bytes = 20,

    /// <summary>How often the orders of an instrument were too many for a client's backlog, and were told as unknown.</summary>
    OrdersLeftOut = 22,
}
