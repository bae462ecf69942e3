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

    /// <summary>What each channel's arbitration has seen.</summary>
    public required IReadOnlyList<ChannelState> Channels { get; init; }

    /// <summary>Runs of packets that no line delivered in time, over all channels.</summary>
    public long Gaps => Channels.Sum(static channel => channel.Arbitration.Gaps);

    /// <summary>Packets in those runs.</summary>
    public long Lost => Channels.Sum(static channel => channel.Arbitration.Lost);

    /// <summary>By how much one line beats the other, by channel.</summary>
    public required IReadOnlyList<LineMargins> Margins { get; init; }

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
    public static LiveStatus Read(ILiveReceiver receiver, ReplayPipeline pipeline, LineMargins[] margins, TimeSpan elapsed, LiveStatus? previous)
    {
        double seconds = (elapsed - (previous?.Elapsed ?? TimeSpan.Zero)).TotalSeconds;
        return new LiveStatus
        {
            Kind = receiver.Kind,
            Elapsed = elapsed,
            Groups = [.. receiver.Groups.Select((group, index) => GroupStatus.Read(group, receiver.Counters[index], previous?.Groups[index], seconds))],
            Channels = pipeline.Channels,
            Margins = margins,
            Latency = pipeline.Histograms.Count > 0 ? LatencyReport.Merge(pipeline.Histograms) : null,
            Consumers = pipeline.Consumers,
        };
    }
}
