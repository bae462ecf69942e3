using FeedHandler.Host.Replays;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Host.Reports;

/// <summary>Everything that a replay has to say, as plain values: read after all threads ended.</summary>
internal sealed record ReplayReport
{
    /// <summary>The venue by its name.</summary>
    public required string Venue { get; init; }

    /// <summary>How it is known which group is what, in a sentence; empty when there is nothing to tell.</summary>
    public required string Finding { get; init; }

    /// <summary>Destinations of the captures that are not of the venue.</summary>
    public required IReadOnlyList<string> SetAside { get; init; }

    /// <summary>The captures.</summary>
    public required IReadOnlyList<FileReport> Files { get; init; }

    /// <summary>How packets were received, when live; null for a replay.</summary>
    public ReceiverReport? Receiver { get; init; }

    /// <summary>What the feed thread did.</summary>
    public required FeedRun Run { get; init; }

    /// <summary>The channels, in the order of the feed map.</summary>
    public required IReadOnlyList<ChannelReport> Channels { get; init; }

    /// <summary>Frames that the capture holds in part only.</summary>
    public required long CutFrames { get; init; }

    /// <summary>Datagrams to which the capture gives no time.</summary>
    public long TimelessPackets { get; init; }

    /// <summary>Frames of the captures that are no UDP datagrams, in words; empty when there are none.</summary>
    public string OtherFrames { get; init; } = "";

    /// <summary>Datagrams of all channels and their fate.</summary>
    public required PacketReport Packets { get; init; }

    /// <summary>Frames of the captures by outcome; empty when there were no frames.</summary>
    public required IReadOnlyDictionary<string, long> Frames { get; init; }

    /// <summary>Messages by template, ascending.</summary>
    public required IReadOnlyList<MessageReport> Messages { get; init; }

    /// <summary>What the decoder counted by name.</summary>
    public required IReadOnlyDictionary<string, long> Decoding { get; init; }

    /// <summary>Books by state, and how many are crossed or disordered.</summary>
    public required IReadOnlyDictionary<string, long> Books { get; init; }

    /// <summary>The instruments, the busiest first.</summary>
    public required IReadOnlyList<InstrumentReport> Instruments { get; init; }

    /// <summary>What the strategies did.</summary>
    public required IReadOnlyList<StrategyOutcome> Strategies { get; init; }

    /// <summary>What the stages took; null without stamps.</summary>
    public required LatencyReport? Latency { get; init; }

    /// <summary>What feed and strategy threads allocated between the first packet and the last event.</summary>
    public required long AllocatedBytesHotPath { get; init; }

    /// <summary>Collections of the garbage collector in that time, of any generation.</summary>
    public required int GcCollections { get; init; }

    /// <summary>Threads, cores, wait strategy and clock.</summary>
    public required ThreadReport Threads { get; init; }

    /// <summary>What a person must know to read the numbers rightly.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What should hold and does not; empty when all is good.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>How many events were published.</summary>
    public long EventCount => Strategies[0].EventCount;

    /// <summary>The digest of the events of all channels, as 16 hexadecimal digits.</summary>
    public string Digest => Strategies[0].Digest(ChannelIds);

    /// <summary>The channels' numbers at the venue, in the order of the feed map.</summary>
    public IReadOnlyList<int> ChannelIds => [.. Channels.Select(static channel => channel.Id)];

    /// <summary>Events per second of this machine's time.</summary>
    public double EventsPerSecond => Run.WallNs > 0 ? EventCount * 1e9 / Run.WallNs : 0;
}
