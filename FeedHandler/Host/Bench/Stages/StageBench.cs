using System.Runtime.ExceptionServices;
using FeedHandler.Engine;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Native;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Threads;
using FeedHandler.Replay;
using FeedHandler.Ring;

namespace FeedHandler.Host.Bench.Stages;

/// <summary>
/// Times the stages of the feed thread over packets in memory, in rounds of a few milliseconds each: in so many of them some are free of what else the machine
/// does, and by those two builds can be told apart.
/// </summary>
/// <param name="store">The packets.</param>
/// <param name="rounds">How many rounds.</param>
/// <param name="passes">Passes over the packets in a round.</param>
/// <param name="core">The core to measure on, or null for any.</param>
internal sealed class StageBench(PacketStore store, int rounds, int passes, int? core)
{
    private const int WarmUpMs = 400;
    private const int CompileMs = 150;
    private const int PauseMs = 20;
    private readonly StageHistograms _histograms = new("feed");

    /// <summary>What was had otherwise than asked.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What should hold and does not.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>How many rounds are done.</summary>
    public int DoneCount { get; private set; }

    /// <summary>Measures, on a thread of its own.</summary>
    /// <param name="options">How packets become events.</param>
    /// <param name="source">What the groups are.</param>
    /// <param name="open">Opens the log, an interval for each round; null for none.</param>
    /// <param name="stop">Ends it between two rounds.</param>
    /// <returns>All rounds together.</returns>
    public LatencyReport Run(PipelineOptions options, FeedSource source, Func<DateTimeOffset, Stream>? open, CancellationToken stop)
    {
        PinnedThread thread = new("bench", default, () =>
        {
            if (TscReader.IsSupported) Measure(Pipelines.Counter, options, source, open, stop);
            else Measure(default(MonotonicClock), options, source, open, stop);
        });
        thread.Join();
        if (thread.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        return LatencyReport.Merge([_histograms]);
    }

    private void Measure<TClock>(TClock clock, PipelineOptions options, FeedSource source, Func<DateTimeOffset, Stream>? open, CancellationToken stop)
        where TClock : struct, IClock
    {
        WarmUp(clock, options, source, stop);
        using StagePass<TClock> pass = new(options, source, new StageStamps<TClock>(clock, _histograms));
        PassCount first = RunOnce(pass); // its own memory is touched
        StageIntervals intervals = new([_histograms]);
        DateTimeOffset last = DateTimeOffset.UtcNow;
        using IntervalLog? log = open is null ? null : new IntervalLog(intervals, strategyCount: 0, last, open, new IntervalLogLimits());
        log?.Begin();
        intervals.Take(); // and counts for nothing
        for (; DoneCount < rounds && !stop.IsCancellationRequested; DoneCount++)
        {
            Thread.Sleep(PauseMs); // so that rounds do not all fall into one noisy moment, and each begins with the scheduler's favour
            bool doAgree = true;
            for (int i = 0; i < passes; i++) doAgree &= RunOnce(pass) == first;
            if (!doAgree && Failures.Count == 0) Failures.Add("passes over the same packets gave different books or events");
            last = Later(last);
            log?.Write(last);
        }
    }

    // Into histograms of its own, and until the compiler has come to rest. Only then is the thread pinned: it would have starved the compiler's.
    private void WarmUp<TClock>(TClock clock, PipelineOptions options, FeedSource source, CancellationToken stop)
        where TClock : struct, IClock
    {
        using StagePass<TClock> pass = new(options, source, new StageStamps<TClock>(clock, new StageHistograms("warm-up")));
        for (int round = 0; round < 3; round++)
        {
            long untilNs = clock.NowNs() + (WarmUpMs * 1_000_000L / 2);
            do RunOnce(pass);
            while (clock.NowNs() < untilNs && !stop.IsCancellationRequested);
            Thread.Sleep(CompileMs);
        }

        if (core is null) return;
        NativeResult result = ThreadAffinity.PinCurrentThread(core.Value);
        if (!result.IsSuccess) Warnings.Add($"the measuring thread could not be pinned and ran on any core ({result})");
    }

    private PassCount RunOnce<TClock>(StagePass<TClock> pass)
        where TClock : struct, IClock
    {
        pass.Run(store);
        return pass.Finish();
    }

    // Intervals of a log follow one another, to its millisecond, whatever the clock of the day does.
    private static DateTimeOffset Later(DateTimeOffset last)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return now > last.AddMilliseconds(1) ? now : last.AddMilliseconds(1);
    }
}

/// <summary>Packets to books and events, with stamps.</summary>
/// <typeparam name="TClock">What tells the time.</typeparam>
internal sealed class StagePass<TClock>(PipelineOptions options, FeedSource source, StageStamps<TClock> stamps)
    : DigestPass<StageStamps<TClock>>(options, source, stamps)
    where TClock : struct, IClock
{
    /// <inheritdoc/>
    public override string Name => "stages";

    /// <inheritdoc/>
    public override string Description => "arbitrate, decode, books, events, digest, each stage stamped";
}
