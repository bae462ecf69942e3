using FeedHandler.Core.Arbitration;
using FeedHandler.Native.Memory;
using FeedHandler.Latency.Wire;
using FeedHandler.Receivers;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Engine;

/// <summary>Receives live groups through a fresh pipeline until it is told to stop, and reports.</summary>
internal sealed class LiveSession : FeedSession
{
    private readonly LiveOptions _options;
    private readonly ILiveReceiver _receiver;
    private readonly List<string> _notes;
    private readonly Conductor _conductor;
    private readonly LineMargins[] _margins;
    private readonly PollCounters _polls;
    private readonly WireWatch _wire;
    private PacketRecorder? _recorder;
    private PacketTail? _tail;

    private LiveSession(LiveOptions options, (Pipeline Pipeline, Conductor Conductor) parts, ILiveReceiver receiver, List<string> notes, long warmUpCount)
        : base(parts.Pipeline, warmUpCount)
    {
        _options = options;
        _conductor = parts.Conductor;
        _receiver = receiver;
        _notes = notes;
        _margins = [.. options.Source.Map.ChannelIds.Select(static _ => new LineMargins())];
        _polls = new PollCounters(options.Settings.Wait == WaitMode.Spin);
        _wire = WireReport.Watch(receiver);
        parts.Pipeline.Watch(_wire);
    }

    /// <summary>Warms up, takes all memory and joins the groups.</summary>
    /// <param name="options">What to receive, and how.</param>
    /// <param name="strategies">Who takes the events.</param>
    /// <param name="stop">Ends the warm-up early.</param>
    /// <exception cref="FeedException">The receiver cannot be opened, or the warm-up has no traffic.</exception>
    public static LiveSession Open(LiveOptions options, IReadOnlyList<StrategySeat> strategies, CancellationToken stop)
    {
        List<string> notes = [];
        long warmUpCount = WarmUp.Run(options, strategies, stop);
        Conductor conductor = new(options.Replay, options.Pipeline.Venue.ReplayProtocol(options.Replay), options.Source.Map.ChannelIds);
        PipelineOptions live = options.Pipeline with
        {
            TouchesAllBooks = true,
            Arbitration = options.Pipeline.Arbitration with { AwaitsDrain = true },
            ReplayLinks = conductor.Links,
        };
        Pipeline pipeline = Pipelines.Create(new PipelinePlan(live, options.Source, strategies));
        try
        {
            if (options.LocksMemory && MemoryLock.LockAll() is { IsSuccess: false } refusal)
                notes.Add($"memory is not locked ({refusal}): CAP_IPC_LOCK or a higher RLIMIT_MEMLOCK allows it");
            Settle(); // before packets come
            ILiveReceiver receiver = LiveFeeds.Require(options, notes);
            LoopOptions loops = options.Loops with { StayJoined = options.Loops.StayJoined || live.Verifies }; // books are compared with every snapshot
            conductor.Conduct(new LoopGroups(loops, receiver, options.Source.Map, [.. pipeline.Channels.Select(static channel => channel.Needs)]));
            return new LiveSession(options, (pipeline, conductor), receiver, notes, warmUpCount);
        }
        catch
        {
            pipeline.Dispose();
            conductor.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override FeedStatus CreateStatus(bool isRateSinceStart) => new(Pipeline, isRateSinceStart, _receiver, _margins)
    {
        Notes = [.. _notes],
        Polls = _polls,
        Wire = _wire,
    };

    /// <inheritdoc/>
    public override void Record(PacketRecorder recorder)
    {
        _recorder = recorder;
        Pipeline.ListenToGaps(recorder);
    }

    /// <inheritdoc/>
    public override void Keep(PacketTail tail) => _tail = tail;

    /// <inheritdoc/>
    public override FeedReport Run(CancellationToken stop)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        int collectionsBefore = GC.CollectionCount(0);
        FeedRun run;
        PacketTaps? taps = PacketTaps.Of(_recorder, _tail);
        _conductor.Start();
        using (StallExplainer.Start(_polls))
        using (new LiveLimits(_receiver, _options, ended))
            run = LiveFeeds.Drive<PipelineDriver, FeedRun>(_receiver, new PipelineDriver(Pipeline, new LiveMode(_margins, _polls, taps), ended.Token));
        int collections = GC.CollectionCount(0) - collectionsBefore;
        _conductor.Stop();
        _notes.AddRange(_conductor.Failures);
        return LiveReports.Read(Pipeline, _receiver, (_margins, _polls, _wire), run with { WasStopped = stop.IsCancellationRequested }, collections, _notes);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _conductor.Dispose();
        base.Dispose();
        _receiver.Dispose();
    }
}
