using FeedHandler.Core.Arbitration;
using FeedHandler.Host.Commands;
using FeedHandler.Host.Replays;
using FeedHandler.Host.Reports;
using FeedHandler.Native.Memory;
using FeedHandler.Receivers;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Host.Live;

/// <summary>Receives live groups through a fresh pipeline until it is told to stop, and reports.</summary>
internal static class LiveSession
{
    /// <summary>Runs a live feed.</summary>
    /// <param name="options">What to receive, and how.</param>
    /// <param name="outputs">What is written beside the report; opened here, when nothing else can be wrong.</param>
    /// <param name="terminal">Who watches, and may stop it.</param>
    /// <param name="drawsScreen">Whether to draw the feed while it runs.</param>
    /// <exception cref="CommandException">The receiver cannot be opened, or the warm-up has no traffic.</exception>
    public static ReplayReport Run(LiveOptions options, LiveOutputs outputs, Terminal terminal, bool drawsScreen)
    {
        List<string> notes = [];
        long warmUpCount = WarmUp.Run(options, terminal.Stop);
        ReplayOptions live = options.Pipeline with { TouchesAllBooks = true, Arbitration = options.Pipeline.Arbitration with { AwaitsDrain = true } };
        outputs.Prepare(options);
        using ReplayPipeline pipeline = Pipelines.Create(live, options.Source, outputs.Lines);
        if (options.LocksMemory && MemoryLock.LockAll() is { IsSuccess: false } refusal)
            notes.Add($"memory is not locked ({refusal}): CAP_IPC_LOCK or a higher RLIMIT_MEMLOCK allows it");
        CastTable.Grow();
        GC.Collect(); // what start-up left must not be collected while packets come
        GC.WaitForPendingFinalizers();
        using ILiveReceiver receiver = Open(options, notes);
        outputs.Open(options);
        if (outputs.Recorder is { } recorder) pipeline.ListenToGaps(recorder);
        terminal.Tell($"{receiver.Groups.Count} groups joined by the {receiver.Kind} receiver after {warmUpCount} packets of warm-up");
        return Receive(options, pipeline, receiver, outputs.Recorder, notes, terminal, drawsScreen);
    }

    private static ReplayReport Receive(
        LiveOptions options,
        ReplayPipeline pipeline,
        ILiveReceiver receiver,
        PacketRecorder? recorder,
        List<string> notes,
        Terminal terminal,
        bool drawsScreen)
    {
        LineMargins[] margins = [.. options.Source.Map.ChannelIds.Select(static _ => new LineMargins())];
        LiveStatusTables screened = new(new LiveStatus(receiver, pipeline, margins));
        LiveSnapshot snapshot = new(new LiveStatusTables(new LiveStatus(receiver, pipeline, margins, isRateSinceStart: true)), terminal.Error);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(terminal.Stop);
        int collectionsBefore = GC.CollectionCount(0);
        FeedRun run;
        using (LiveWatch watch = new(receiver, options, stop, drawsScreen ? new LiveScreen(terminal) : null, screened))
        using (terminal.Inquiry.AnswerBy(snapshot.Write))
            run = LiveFeeds.Drive<PipelineDriver, FeedRun>(receiver, new PipelineDriver(pipeline, new LiveMode(margins, recorder), stop.Token));
        int collections = GC.CollectionCount(0) - collectionsBefore;
        return LiveReports.Read(
            pipeline, receiver, margins, options.Pipeline, run with { WasStopped = terminal.Stop.IsCancellationRequested }, collections, notes);
    }

    /// <summary>Opens the receiver.</summary>
    /// <param name="options">What to receive.</param>
    /// <param name="notes">Takes what was had otherwise than asked.</param>
    /// <exception cref="CommandException">None can be opened; the message says why for each.</exception>
    public static ILiveReceiver Open(LiveOptions options, List<string> notes)
    {
        ReceiverOpening opening = LiveFeeds.Open(options);
        if (opening.Receiver is not { } receiver) throw new CommandException("cannot receive:\n  " + string.Join("\n  ", opening.Errors));
        notes.AddRange(opening.Errors);
        notes.AddRange(receiver.Notes);
        return receiver;
    }
}
