using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;

namespace FeedHandler.Host.Replays;

/// <summary>A whole way from packets to strategies, closed over its types. It runs once.</summary>
internal abstract class ReplayPipeline : IDisposable
{
    /// <summary>What arbitration saw.</summary>
    public abstract ArbitrationCounters Arbitration { get; }

    /// <summary>What the decoder met.</summary>
    public abstract CmeCounters Decoding { get; }

    /// <summary>The feed's instruments and books.</summary>
    public abstract InstrumentTable Instruments { get; }

    /// <summary>The histograms of every thread; empty without stamps.</summary>
    public abstract IReadOnlyCollection<StageHistograms> Histograms { get; }

    /// <summary>What the strategies did, after <see cref="Run"/>.</summary>
    public abstract IReadOnlyList<StrategyOutcome> Strategies { get; }

    /// <summary>What the replay must tell a person, such as a core that could not be had; after <see cref="Run"/>.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether every consumer has taken every event so far. Asked by the feed thread.</summary>
    public abstract bool IsIdle { get; }

    /// <summary>What the consumers of the ring have done so far, asked by any thread; empty inline.</summary>
    public abstract IReadOnlyList<RingWorkerReport> Consumers { get; }

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
