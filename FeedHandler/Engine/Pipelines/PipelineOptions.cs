using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.FlightRecorder;

namespace FeedHandler.Engine;

/// <summary>How packets become events, and how these reach whoever takes them.</summary>
public sealed record PipelineOptions
{
    /// <summary>Instruments of a channel that fit by default; each takes less than four kilobytes in the feed, and three in each strategy: two
    /// of these are its definition's details, which are touched where one is told.</summary>
    public const int InstrumentsMaxDefault = 16_384;

    /// <summary>The most instruments that a channel can be given room for.</summary>
    public const int InstrumentsMaxLimit = 1_000_000;

    /// <summary>The most slots that a ring can have: 1 GB.</summary>
    public const int RingSizeMax = 1 << 24;

    /// <summary>The most orders that a channel can be given room for.</summary>
    public const int OrdersMaxLimit = 1 << 26;

    /// <summary>Slots of the ring by default: 4 MB, which holds more than a tenth of a second of a busy channel.</summary>
    public const int RingSizeDefault = 65_536;

    /// <summary>The venue; the first of those that come with the engine where nobody names one.</summary>
    public FeedVenue Venue { get; init; } = FeedVenue.All[0];

    /// <summary>Whether strategies run on the feed thread, without a ring.</summary>
    public bool IsInline { get; init; }

    /// <summary>Whether stages are timed.</summary>
    public bool HasStamps { get; init; } = true;

    /// <summary>What a flight recorder keeps of the feed thread's last packets, which needs stamps; null keeps none and costs nothing.</summary>
    public FlightOptions? Flight { get; init; }

    /// <summary>How consumers wait.</summary>
    public WaitKind Wait { get; init; } = WaitKind.Yielding;

    /// <summary>What happens when a strategy is slow whose seat does not say: the feed waits for it, or it is detached.</summary>
    public FullRing FullRing { get; init; }

    /// <summary>Slots of the ring, a power of two.</summary>
    public int RingSize { get; init; } = RingSizeDefault;

    /// <summary>The feed thread's core, or null for any.</summary>
    public int? FeedCore { get; init; }

    /// <summary>The feed thread's real-time priority (SCHED_FIFO, 1 to 99), or null for ordinary scheduling.</summary>
    public int? FeedPriority { get; init; }

    /// <summary>How many instruments a channel can have.</summary>
    public int InstrumentsMax { get; init; } = InstrumentsMaxDefault;

    /// <summary>How many orders a channel can have resting, of which books by order are kept: 121 bytes an order in the feed and in each strategy. 0 keeps
    /// none.</summary>
    public int OrdersMax { get; init; }

    /// <summary>Whether strategies keep whence each level of their books came and when: 240 bytes an instrument in each of them, and nothing in the
    /// feed.</summary>
    public bool KeepsLevelOrigins { get; init; }

    /// <summary>A file in which what the venue says of instruments is kept for the next start; null for none.</summary>
    public string? InstrumentCache { get; init; }

    /// <summary>Whether that file is written, and not only read.</summary>
    public bool WritesInstrumentCache { get; init; } = true;

    /// <summary>Where other processes of the machine subscribe to the feed; null for nowhere.</summary>
    public ShareOptions? Share { get; init; }

    /// <summary>By what gateway clients on other machines subscribe to the feed, which is then shared by a name of its own where nobody gave it one; null
    /// for none. <see cref="Gateway.Sessions.GatewayOptions.FeedPath"/> is not read.</summary>
    public Gateway.Sessions.GatewayOptions? Gateway { get; init; }

    /// <summary>Where the feed is sent by multicast; null for nowhere.</summary>
    public MulticastOptions? Multicast { get; init; }

    /// <summary>To which broker the feed is published, which is then shared by a name of its own where nobody gave it one; null for none.</summary>
    public Distribution.PublishOptions? Publish { get; init; }

    /// <summary>
    /// Whether the memory of all books is touched at start, as a live feed and a measurement need it. A replay touches that of as many as one channel has by
    /// default, shared out among its channels: what it waits for is then not the room of instruments that never come.
    /// </summary>
    public bool TouchesAllBooks { get; init; }

    /// <summary>Whether whole books are compared with each snapshot of the same state of theirs, on the feed thread.</summary>
    public bool Verifies { get; init; }

    /// <summary>By which each channel, by index, asks for lost packets; empty, or null for one that asks nobody.</summary>
    public IReadOnlyList<ReplayLink?> ReplayLinks { get; init; } = [];

    /// <summary>When a missing packet is given up.</summary>
    public ArbitrationOptions Arbitration { get; init; } = new();
}
