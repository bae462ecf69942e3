using System.Runtime.ExceptionServices;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using FeedHandler.Native;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>Runs the duty cycle on a thread of its own and waits for it.</summary>
internal static class FeedThread
{
    /// <summary>Feeds channels.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="receiver">Where packets come from.</param>
    /// <param name="mode">Replay or live.</param>
    /// <param name="placement">Core and priority of the thread.</param>
    /// <param name="warnings">Takes a warning when the thread could not be pinned.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>What it did, and where and how the system says that it ran.</returns>
    public static FeedRun Run<TVenue, TDecoder, TStamps, TReceiver, TMode>(
        ChannelSet<TVenue, TDecoder, TStamps> channels,
        TReceiver receiver,
        TMode mode,
        ThreadPlacement placement,
        List<string> warnings,
        CancellationToken stop)
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder
        where TStamps : struct, IStamps
        where TReceiver : IReceiver
        where TMode : struct, IFeedMode
    {
        FeedRun run = default;
        PinnedThread thread = new("feed", placement, () => run = FeedLoop.Run(channels, ref receiver, mode, stop));
        thread.Join();
        Warn(thread.Refusals, "the feed thread", warnings);
        if (thread.Failure is not null) ExceptionDispatchInfo.Throw(thread.Failure);
        return run with { Placement = thread.Placement };
    }

    /// <summary>A failure in words for a report; null for none.</summary>
    internal static string? WordsOf(Exception? failure) => failure is null ? null : $"{failure.GetType().Name}: {failure.Message}";

    /// <summary>Adds a warning when a thread is not on the core, or has not the priority, that it was meant for.</summary>
    public static void Warn(IReadOnlyList<NativeResult> refusals, string name, List<string> warnings)
    {
        foreach (NativeResult refusal in refusals)
        {
            bool isPinning = refusal.Operation.StartsWith("sched_setaffinity", StringComparison.Ordinal);
            bool isPriority = refusal.Operation.StartsWith("sched_setscheduler", StringComparison.Ordinal);
            string outcome = isPinning ? "could not be pinned and ran on any core" : isPriority ? "ran without the priority asked for" : "has not its name";
            warnings.Add($"{name} {outcome} ({refusal})");
        }
    }
}
