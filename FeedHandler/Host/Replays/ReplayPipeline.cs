using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Host.Replays;

/// <summary>A whole way from packets to strategies, closed over its types. It replays once.</summary>
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

    /// <summary>Feeds a capture through, and waits until every consumer has taken the last event.</summary>
    /// <param name="receiver">The capture.</param>
    /// <param name="stop">Ends the replay early.</param>
    public abstract FeedRun Run<TReceiver>(TReceiver receiver, CancellationToken stop)
        where TReceiver : IReceiver;

    /// <inheritdoc/>
    public abstract void Dispose();
}
