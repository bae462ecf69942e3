using FeedHandler.Latency.Stages;

namespace FeedHandler.Engine;

/// <summary>Everything that a replay has to say, as plain values: read after all threads ended.</summary>
public sealed record FeedReport
{
    /// <summary>The venue by its name.</summary>
    public required string Venue { get; init; }

    /// <summary>What the groups are, and how that is known.</summary>
    public required FeedSource Source { get; init; }

    /// <summary>The captures.</summary>
    public required IReadOnlyList<FileReport> Files { get; init; }

    /// <summary>How packets were received, when live; null for a replay.</summary>
    public ReceiverReport? Receiver { get; init; }

    /// <summary>What the feed thread did with its time, when live; null for a replay, which waits for nothing.</summary>
    public PollCounters? Polls { get; init; }

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

    /// <summary>What was taken off frames of captures, and put together of them, by name.</summary>
    public required IReadOnlyDictionary<string, long> Opened { get; init; }

    /// <summary>The same in words; empty when there is nothing of it.</summary>
    public string OpenedText { get; init; } = "";

    /// <summary>Messages by template, ascending.</summary>
    public required IReadOnlyList<MessageReport> Messages { get; init; }

    /// <summary>What the decoder counted by name.</summary>
    public required IReadOnlyDictionary<string, long> Decoding { get; init; }

    /// <summary>Books by state, and how many are crossed or disordered.</summary>
    public IReadOnlyDictionary<string, long> Books => InstrumentReader.Count(Instruments);

    /// <summary>The instruments, the busiest first.</summary>
    public required IReadOnlyList<InstrumentReport> Instruments { get; init; }

    /// <summary>What the strategies did.</summary>
    public required IReadOnlyList<StrategyOutcome> Strategies { get; init; }

    /// <summary>What the stages took; without stamps no stage has a duration.</summary>
    public required LatencyReport Latency { get; init; }

    /// <summary>Whether stages were timed at all.</summary>
    public required bool HasLatency { get; init; }

    /// <summary>What feed and strategy threads allocated between the first packet and the last event.</summary>
    public long AllocatedBytesHotPath => Run.AllocatedBytes + Strategies.Sum(static strategy => strategy.AllocatedBytes);

    /// <summary>Collections of the garbage collector in that time, of any generation.</summary>
    public required int GcCollections { get; init; }

    /// <summary>Threads, cores, wait strategy and clock.</summary>
    public required ThreadReport Threads { get; init; }

    /// <summary>What the flight recorder saw and saved; null where there was none.</summary>
    public FlightReport? Flight { get; init; }

    /// <summary>What its gateway did; null where it had none.</summary>
    public Gateway.Sessions.GatewayReport? Gateway { get; init; }

    /// <summary>What became of what was published; null where nothing was.</summary>
    public Distribution.PublishReport? Publish { get; init; }

    /// <summary>What <see cref="BookOracle"/> found; null where none watched.</summary>
    public VerificationReport? Verification { get; init; }

    /// <summary>What a person must know to read the numbers rightly.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What should hold and does not; empty when all is good.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>The first strategy that was given everything, whose events and digest are the feed's; the first of all when each failed.</summary>
    public StrategyOutcome Witness => WitnessOf(Strategies);

    /// <summary>How many events were published.</summary>
    public long EventCount => Witness.EventCount;

    /// <summary>The digest of the events of all channels, as 16 hexadecimal digits.</summary>
    public string Digest => Witness.Digest(ChannelIds);

    /// <summary>The channels' numbers at the venue, in the order of the feed map.</summary>
    public IReadOnlyList<int> ChannelIds => [.. Channels.Select(static channel => channel.Id)];

    /// <summary>Events per second of this machine's time.</summary>
    public double EventsPerSecond => Run.WallNs > 0 ? EventCount * 1e9 / Run.WallNs : 0;

    internal static StrategyOutcome WitnessOf(IReadOnlyList<StrategyOutcome> strategies) =>
        strategies.FirstOrDefault(static strategy => strategy.Failure is null) ?? strategies[0];
}
