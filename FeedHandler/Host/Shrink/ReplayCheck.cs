using FeedHandler.Engine;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Shrink;

/// <summary>A check by a replay in this process, with the lines of the whole capture: what is left of it may prove none.</summary>
/// <param name="kind">One of <see cref="Kinds"/>.</param>
/// <param name="lines">The line map as it is typed.</param>
/// <param name="terminal">Where the command runs.</param>
internal sealed class ReplayCheck(string kind, string lines, Terminal terminal) : IFailureCheck
{
    /// <summary>The check that is of use only where what was cut is noted: without notes every cut is a gap.</summary>
    public const string Gaps = "gaps";

    private const string Crash = "crash";
    private const string Damage = "damage";
    private const string Replay = "replay";
    private readonly PipelineOptions _options = new() { IsInline = true, HasStamps = false };

    /// <summary>What can be checked.</summary>
    public static string[] Kinds { get; } = [Replay, Gaps, Damage, Crash];

    /// <inheritdoc/>
    public string Description => kind switch
    {
        Gaps => "a replay of it gives packets up that were not cut out on purpose",
        Damage => "a packet of it is damaged",
        Crash => "a replay of it ends the program",
        _ => "a replay of it has failures in its report",
    };

    /// <inheritdoc/>
    public bool? Fails(string path, TimeSpan left, CancellationToken stop)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(left);
        try
        {
            using CaptureSet captures = CaptureSet.Open(new CaptureSettings([path], lines, CaptureSet.TrailerNames[0]));
            FeedReport report = ReplaySession.Run(captures, _options, [], sinks: [], terminal with { ShowsProgress = false, Stop = end.Token });
            stop.ThrowIfCancellationRequested();
            if (end.IsCancellationRequested) return null;
            return kind switch
            {
                Gaps => report.Packets.Gaps > 0,
                Damage => report.Packets.Both.Damaged > 0,
                Crash => false,
                _ => report.Failures.Count > 0,
            };
        }
        catch (Exception failure) when (failure is FeedException or LinesException)
        {
            return false; // too little is left to be replayed
        }
        catch (Exception failure) when (kind == Crash && failure is not OperationCanceledException)
        {
            return true;
        }
    }
}
