using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>What a pipeline is made of.</summary>
/// <param name="Options">How.</param>
/// <param name="Source">What the groups are.</param>
/// <param name="Strategies">Who takes the events, with books of its own; at least one.</param>
public sealed record PipelinePlan(PipelineOptions Options, FeedSource Source, IReadOnlyList<StrategySeat> Strategies);

/// <summary>
/// A whole way from packets to strategies, closed over the types of its venue, its sink and its stamps: the duty cycle calls nothing by way of an
/// interface. It runs once. <see cref="Feed"/> is the comfortable way to have one; who has packets of his own runs it on his receiver.
/// </summary>
public abstract class Pipeline : IDisposable
{
    private protected Pipeline(PipelinePlan plan, IReadOnlyList<StrategyDriver> drivers) => (Plan, Drivers) = (plan, drivers);

    /// <summary>What it is made of.</summary>
    public PipelinePlan Plan { get; }

    /// <summary>What the groups are.</summary>
    public FeedSource Source => Plan.Source;

    /// <summary>What each channel keeps, in the order of the feed map.</summary>
    public abstract IReadOnlyList<ChannelState> Channels { get; }

    /// <summary>Packets of groups whose role is not followed, by group.</summary>
    public abstract IReadOnlyList<long> OtherPackets { get; }

    /// <summary>The histograms of every thread; empty without stamps.</summary>
    public abstract IReadOnlyCollection<StageHistograms> Histograms { get; }

    /// <summary>The recorder of the feed thread's last packets; null where <see cref="PipelineOptions.Flight"/> asks for none.</summary>
    public abstract FlightRing? Flight { get; }

    /// <summary>By which strategies' threads tell the recorder of events that came late; empty without one, and inline.</summary>
    public abstract IReadOnlyList<FlightFlag> FlightFlags { get; }

    /// <summary>What the strategies did, after <see cref="Run"/>.</summary>
    public abstract IReadOnlyList<StrategyOutcome> Strategies { get; }

    /// <summary>What a person must be told, such as a core that could not be had; after <see cref="Run"/>.</summary>
    public IReadOnlyList<string> Warnings => WarningList;

    /// <summary>Whether every consumer has taken every event so far. Asked by the feed thread.</summary>
    public abstract bool IsIdle { get; }

    /// <summary>The consumers of the ring, whose reports any thread may ask for; empty before <see cref="Run"/>, and inline.</summary>
    public abstract IReadOnlyList<RingThread> Consumers { get; }

    private protected IReadOnlyList<StrategyDriver> Drivers { get; }

    private protected List<string> WarningList { get; } = [];

    private protected ThreadPlacement FeedPlacement => new(Plan.Options.FeedCore, Plan.Options.FeedPriority);

    /// <summary>The venue's name of a message.</summary>
    /// <param name="templateId">Its template.</param>
    public abstract string MessageName(ushort templateId);

    /// <summary>Has a listener told, on the feed thread, what the clock decides.</summary>
    /// <param name="listener">The listener.</param>
    public abstract void ListenToGaps(IGapListener listener);

    /// <summary>Has it watched how long packets are on their way here; without stamps nothing is watched. Before <see cref="Run"/>.</summary>
    /// <param name="wire">Takes it.</param>
    public abstract void Watch(WireWatch wire);

    /// <summary>Gives the events from here on to a sink; all of them, when it is attached before <see cref="Run"/>. Any thread may call it.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="fullRing">What happens when it is slow.</param>
    /// <returns>Disposed of, the sink is given nothing more; what was published before is given to it first.</returns>
    /// <exception cref="InvalidOperationException">The feed has ended.</exception>
    public abstract IDisposable Attach(IFeedSink sink, FullRing fullRing = FullRing.Wait);

    /// <summary>Feeds packets through, and waits until every consumer has taken the last event.</summary>
    /// <param name="receiver">Where packets come from.</param>
    /// <param name="mode">Replay or live.</param>
    /// <param name="stop">Ends it early.</param>
    public abstract FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop)
        where TReceiver : IReceiver
        where TMode : struct, IFeedMode;

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected static StrategyDriver[] Drive<TStamps>(PipelinePlan plan, InstrumentTable[] instruments, StampSource<TStamps> stamps)
        where TStamps : struct, IStamps =>
        [.. plan.Strategies.Select(seat => seat.CreateDriver(instruments, plan, stamps))];
}
