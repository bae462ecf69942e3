using System.Collections.Frozen;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Frames;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Frames;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

internal static partial class ReportReader
{
    /// <summary>Everything that a pipeline has to say once its threads have ended; what to warn of is for the caller to add.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="run">What its feed thread did.</param>
    /// <param name="collections">Collections of the garbage collector meanwhile.</param>
    /// <param name="files">The captures; empty when live.</param>
    /// <param name="frames">The frames of the captures; all 0 when live.</param>
    public static FeedReport Read(Pipeline pipeline, FeedRun run, int collections, IReadOnlyList<FileReport> files, FrameCounters frames)
    {
        PipelineOptions options = pipeline.Plan.Options;
        IReadOnlyList<StrategyOutcome> strategies = pipeline.Strategies;
        StrategyOutcome witness = FeedReport.WitnessOf(strategies);
        IReadOnlyList<ChannelReport> channels = [.. pipeline.Channels.Select(channel => Channel(pipeline, channel, witness))];
        IReadOnlyList<InstrumentReport> instruments = InstrumentReader.Read(pipeline.Channels, witness, run.LastRxNs);
        return new FeedReport
        {
            Venue = options.Venue.Name,
            Source = pipeline.Source,
            Files = files,
            Run = run,
            Channels = channels,
            Packets = Packets(run.PacketCount, channels),
            CutFrames = frames[FrameOutcome.Truncated],
            Frames = Frames(frames),
            Opened = Opened(frames),
            Messages = Sum(channels.Select(static channel => channel.Messages)),
            Decoding = Sum(channels.Select(static channel => channel.Decoding)),
            Instruments = instruments,
            Strategies = strategies,
            Latency = LatencyReport.Merge(pipeline.Histograms),
            HasLatency = options.HasStamps,
            GcCollections = collections,
            Threads = Threads(pipeline, run.Placement),
            Warnings = [],
            Failures = [],
        };
    }

    private static ChannelReport Channel(Pipeline pipeline, ChannelState channel, StrategyOutcome strategy)
    {
        EventDigest digest = strategy.Digests[channel.Index];
        return new ChannelReport(
            channel.Index,
            channel.Id,
            Groups(pipeline, channel),
            Packets(channel.Arbitration),
            Messages(channel.Messages, pipeline.MessageName),
            Decoding(channel.Messages, channel.Entries),
            digest.Count,
            DigestText.Of(digest))
        {
            Recovery = channel.Recovery is { } recovery ? Recovery(recovery, channel) : FrozenDictionary<string, long>.Empty,
            TimesToHeal = channel.Instruments.Heals is { } heals ? TimesToHeal(heals) : [],
            Ways = WayReport.Read(channel.Ways),
            Orders = channel.Instruments.Orders is { } orders ? Orders(orders) : FrozenDictionary<string, long>.Empty,
        };
    }

    private static IReadOnlyList<GroupReport> Groups(Pipeline pipeline, ChannelState channel)
    {
        FeedSource source = pipeline.Source;
        return [.. Enumerable.Range(0, source.Map.GroupCount).Where(group => source.Map.ChannelOf(group) == channel.Index).Select(group =>
        {
            LineCounters? ledger = channel.Arbitration.Groups.FirstOrDefault(counters => counters.Group == group);
            return new GroupReport(source.GroupNames[group], source.Map[group], ledger is null ? null : LineReport.Of(ledger), pipeline.OtherPackets[group])
            {
                IsLoop = channel.Recovery is not null && IsFollowed(source.Map[group].Role, channel),
            };
        })];
    }

    private static IReadOnlyList<HealReport> TimesToHeal(HealWatch heals) =>
    [
        .. Enumerable.Range((int)BookSource.Sequence, BookSource.Replay - BookSource.Sequence + 1)
            .Select(source => (Source: (BookSource)source, Times: heals.Times((BookSource)source))).Where(static pair => pair.Times.TotalCount > 0)
            .Select(static pair => new HealReport(
                EventWords.Of(pair.Source), pair.Times.TotalCount, pair.Times.PercentileNs(50), pair.Times.PercentileNs(99), pair.Times.MaxNs)),
    ];

    private static bool IsFollowed(FeedRole role, ChannelState channel) =>
        role is FeedRole.Snapshot or FeedRole.Definitions || (role == FeedRole.OrderSnapshot && channel.Instruments.Orders is not null);

    private static Dictionary<string, long> Recovery(RecoveryCounters counters, ChannelState channel)
    {
        Dictionary<string, long> named = Loops(counters, channel.Instruments);
        AddOrders(named, counters);
        if (channel.Replay is { } replay) Add(named, replay);
        return named;
    }

    private static Dictionary<string, long> Loops(RecoveryCounters counters, InstrumentTable instruments) => new(StringComparer.Ordinal)
    {
        ["packets"] = counters.Packets,
        ["damagedPackets"] = counters.DamagedPackets,
        ["oldPackets"] = counters.OldPackets,
        ["snapshots"] = counters.Snapshots,
        ["restored"] = counters.Restored,
        ["notNeeded"] = counters.NotNeeded,
        ["tooOld"] = counters.TooOld,
        ["refused"] = counters.Refused,
        ["heldPackets"] = counters.HeldPackets,
        ["droppedPackets"] = counters.DroppedPackets,
        ["definitions"] = counters.Definitions,
        ["definitionsSeen"] = instruments.LoopSeenCount,
        ["definitionsOfLoop"] = instruments.LoopCount ?? 0,
        ["replayedEntries"] = counters.ReplayedEntries,
        ["snapshotsAgreed"] = counters.SnapshotsAgreed,
        ["snapshotsDiverged"] = counters.SnapshotsDiverged,
    };

    private static Dictionary<string, long> Orders(ChannelOrders orders) => new(StringComparer.Ordinal)
    {
        ["resting"] = orders.Books.OrderCount,
        ["levels"] = orders.Books.LevelCount,
        ["room"] = orders.Books.Limits.Orders,
        ["added"] = orders.Counters.Added,
        ["changed"] = orders.Counters.Changed,
        ["removed"] = orders.Counters.Removed,
        ["unknown"] = orders.Counters.Unknown,
        ["duplicates"] = orders.Counters.Duplicates,
        ["full"] = orders.Counters.Full,
        ["invalid"] = orders.Counters.Invalid,
        ["doubts"] = orders.Counters.Doubts,
    };

    private static void AddOrders(Dictionary<string, long> named, RecoveryCounters counters)
    {
        named["orderParts"] = counters.OrderParts;
        named["orderPartsTaken"] = counters.OrderPartsTaken;
        named["ordersRestored"] = counters.OrdersRestored;
        named["orderPartsNotNeeded"] = counters.OrderPartsNotNeeded;
        named["orderPartsTooOld"] = counters.OrderPartsTooOld;
        named["orderPartsAhead"] = counters.OrderPartsAhead;
        named["orderPartsRefused"] = counters.OrderPartsRefused;
    }

    private static void Add(Dictionary<string, long> named, ReplayCounters replay)
    {
        named["replayRequests"] = replay.Requests;
        named["replayAttempts"] = replay.Attempts;
        named["replayRefused"] = replay.RefusedReplies;
        named["replayPackets"] = replay.Packets;
        named["replayRestored"] = replay.Restored;
        named["replayTrades"] = replay.Trades;
        named["replayContradictions"] = replay.Contradictions;
        named["replayFailedQueueFull"] = replay.FailedQueueFull;
        named["replayFailedTooLarge"] = replay.FailedTooLarge;
        named["replayFailedSuperseded"] = replay.FailedSuperseded;
        named["replayFailedUnreachable"] = replay.FailedUnreachable;
        named["replayFailedRefused"] = replay.FailedRefused;
        named["replayFailedContradicted"] = replay.FailedContradicted;
        named["replayFailedTimedOut"] = replay.FailedTimedOut;
    }

    // What the system says, not what was asked: a core that could not be had is not reported as the thread's.
    private static ThreadReport Threads(Pipeline pipeline, ThreadPlacement feed)
    {
        PipelineOptions options = pipeline.Plan.Options;
        return new ThreadReport(
            options.IsInline ? "inline" : "ring",
            WaitKinds.NameOf(options.Wait),
            options.HasStamps ? Pipelines.ClockName : "none",
            feed.CoreIndex,
            [.. pipeline.Plan.Strategies.Zip(pipeline.Consumers).Where(static pair => pair.First.Core is not null)
                .Select(static pair => pair.Second.Placement.CoreIndex)],
            Environment.ProcessorCount,
            options.IsInline ? 0 : options.RingSize)
        {
            FeedPriority = feed.FifoPriority,
        };
    }
}
