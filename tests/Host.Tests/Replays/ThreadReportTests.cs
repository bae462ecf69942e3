using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Live;
using FeedHandler.Native.Threads;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>Reports say what the system says of threads, not what was asked.</summary>
public sealed class ThreadReportTests
{
    private const int NoCore = ThreadAffinity.CoreCountMax - 1;

    [Test]
    public void ACoreThatCouldNotBeHadIsNotReported()
    {
        FeedReport report = Replay(new PipelineOptions { FeedCore = NoCore, FeedPriority = 100 }, NoCore);

        Assert.That((report.Threads.FeedCore, report.Threads.FeedPriority), Is.EqualTo(((int?)null, (int?)null)));
        Assert.That(report.Threads.StrategyCores, Is.EqualTo(new int?[] { null }));
        Assert.That(report.Warnings, Has.One.Contains("the feed thread could not be pinned and ran on any core (sched_setaffinity(cores 8191)"));
        Assert.That(report.Warnings, Has.One.Contains("the feed thread ran without the priority asked for (sched_setscheduler(SCHED_FIFO, 100)"));
        using StringWriter text = new();
        ReplayText.Write(new TextPage(text), report, [report], 0);
        Assert.That(text.ToString(), Does.Contain("feed on any core, strategies on cores any of"));
    }

    [Test]
    public void ACoreThatWasHadIsReported()
    {
        Assert.That(ThreadAffinity.GetAllowedCores(out int[] allowed).IsSuccess, Is.True);
        FeedReport report = Replay(new PipelineOptions { FeedCore = allowed[0] }, allowed[^1]);

        Assert.That(report.Threads.FeedCore, Is.EqualTo(allowed[0]));
        Assert.That(report.Threads.StrategyCores, Is.EqualTo(new int?[] { allowed[^1] }));
    }

    // By the pipeline itself: a feed refuses such cores before it starts.
    private static FeedReport Replay(PipelineOptions options, int strategyCore)
    {
        using CaptureSet captures = CaptureSet.Open(new CaptureSettings([LiveSystem.Capture], null, CaptureSet.TrailerNames[0]));
        PipelinePlan plan = new(options, captures.Source, SampleStrategies.Seats(1, [strategyCore]));
        using CaptureSession session = CaptureSession.Open(plan, captures, ownsCaptures: false);
        return session.Run(CancellationToken.None);
    }
}
