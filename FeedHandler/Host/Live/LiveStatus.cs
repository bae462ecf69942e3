using FeedHandler.Core.Arbitration;
using FeedHandler.Host.Replays;
using FeedHandler.Latency.Stages;
using FeedHandler.Receivers;
using FeedHandler.Ring;

namespace FeedHandler.Host.Live;

/// <summary>
/// A live feed as it stands, read in passing while its threads run: every number is a recent one, and they need not be of the same moment.
/// </summary>
internal sealed record LiveStatus
{
    /// <summary>By which kind of receiver.</summary>
    public required ReceiverKind Kind { get; init; }

    /// <summary>Since the groups were joined.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>One row for each group.</summary>
    public required IReadOnlyList<GroupStatus> Groups { get; init; }

    /// <summary>Packets that line A delivered first.</summary>
    public required long WinsA { get; init; }

    /// <summary>Packets that line B delivered first.</summary>
    public required long WinsB { get; init; }

    /// <summary>Runs of packets that no line delivered in time.</summary>
    public required long Gaps { get; init; }

    /// <summary>Packets in those runs.</summary>
    public required long Lost { get; init; }

    /// <summary>By how much one line beats the other.</summary>
    public required LineMargins Margins { get; init; }

    /// <summary>What the stages took; null without stamps.</summary>
    public required LatencyReport? Latency { get; init; }

    /// <summary>What the consumers of the ring have done.</summary>
    public required IReadOnlyList<RingWorkerReport> Consumers { get; init; }

    /// <summary>Reads a running feed.</summary>
    /// <param name="receiver">What it receives by.</param>
    /// <param name="pipeline">What it runs through.</param>
    /// <param name="margins">The margins that its feed thread takes.</param>
    /// <param name="elapsed">Since the groups were joined.</param>
    /// <param name="previous">The reading before, for rates; null for the first.</param>
    public static LiveStatus Read(ILiveReceiver receiver, ReplayPipeline pipeline, LineMargins margins, TimeSpan elapsed, LiveStatus? previous)
    {
        double seconds = (elapsed - (previous?.Elapsed ?? TimeSpan.Zero)).TotalSeconds;
        return new LiveStatus
        {
            Kind = receiver.Kind,
            Elapsed = elapsed,
            Groups = [.. receiver.Groups.Select((group, index) => GroupStatus.Read(group, receiver.Counters[index], previous?.Groups[index], seconds))],
            WinsA = pipeline.Arbitration.LineA.Wins,
            WinsB = pipeline.Arbitration.LineB.Wins,
            Gaps = pipeline.Arbitration.Gaps,
            Lost = pipeline.Arbitration.Lost,
            Margins = margins,
            Latency = pipeline.Histograms.Count > 0 ? LatencyReport.Merge(pipeline.Histograms) : null,
            Consumers = pipeline.Consumers,
        };
    }
}
