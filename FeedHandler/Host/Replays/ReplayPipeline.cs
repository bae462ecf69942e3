using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;

namespace FeedHandler.Host.Replays;

/// <summary>A whole way from packets to strategies, closed over its types. It runs once.</summary>
/// <param name="source">What the groups are.</param>
internal abstract class ReplayPipeline(FeedSource source) : IDisposable
{
    /// <summary>What the groups are.</summary>
    public FeedSource Source => source;

    /// <summary>What each channel keeps, in the order of the feed map.</summary>
    public abstract IReadOnlyList<ChannelState> Channels { get; }

    /// <summary>Packets of groups whose role is not followed, by group.</summary>
    public abstract IReadOnlyList<long> OtherPackets { get; }

    /// <summary>The histograms of every thread; empty without stamps.</summary>
    public abstract IReadOnlyCollection<StageHistograms> Histograms { get; }

    /// <summary>What the strategies did, after <see cref="Run"/>.</summary>
    public abstract IReadOnlyList<StrategyOutcome> Strategies { get; }

    /// <summary>What the replay must tell a person, such as a core that could not be had; after <see cref="Run"/>.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether every consumer has taken every event so far. Asked by the feed thread.</summary>
    public abstract bool IsIdle { get; }

    /// <summary>The consumers of the ring, whose reports any thread may ask for; empty before <see cref="Run"/>, and inline.</summary>
    public abstract IReadOnlyList<RingThread> Consumers { get; }

    /// <summary>The venue's name of a message.</summary>
    /// <param name="templateId">Its template.</param>
    public abstract string MessageName(ushort templateId);

    /// <summary>Has a listener told, on the feed thread, what the clock decides.</summary>
    /// <param name="listener">The listener.</param>
    public abstract void ListenToGaps(IGapListener listener);

    /// <summary>Feeds packets through, and waits until every consumer has taken the last event.</summary>
    /// <param name="receiver">Where packets come from.</param>
    /// <param name="mode">Replay or live.</param>
    /// <param name="stop">Ends it early.</param>
    public abstract FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop)
        where TReceiver : IReceiver
        where TMode : struct, IFeedMode;

    /// <inheritdoc/>
    public abstract void Dispose();
}
