using FeedHandler.Core.Packets;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Wire;
using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>How long packets of a live feed were on their way to the feed thread.</summary>
/// <param name="ErrorNs">The most by which the stage clock and the wall clock were seen to disagree, in nanoseconds.</param>
/// <param name="StepCount">How often they disagreed by more than that can be: the time was set, or the thread was away.</param>
/// <param name="Groups">The incremental groups, in the order of the feed map.</param>
public sealed record WireReport(long ErrorNs, long StepCount, IReadOnlyList<WireGroupReport> Groups)
{
    /// <summary>Has the incremental groups of a receiver watched.</summary>
    /// <param name="receiver">The receiver.</param>
    internal static WireWatch Watch(ILiveReceiver receiver)
    {
        WireWatch wire = new(receiver.Groups.Count);
        for (int i = 0; i < receiver.Groups.Count; i++)
        {
            if (receiver.Groups[i].Feed.Role == FeedRole.Incremental) wire.Watch(i, receiver.Stamps[i] != TimestampKind.None);
        }

        return wire;
    }

    /// <summary>Reads what was recorded, after the feed thread has ended.</summary>
    /// <param name="receiver">What received.</param>
    /// <param name="wire">What was recorded.</param>
    internal static WireReport Read(ILiveReceiver receiver, WireWatch wire) => new(wire.ErrorNs, wire.StepCount,
    [
        .. Enumerable.Range(0, receiver.Groups.Count).Where(group => wire[group] is not null)
            .Select(group => new WireGroupReport(receiver.Groups[group], receiver.Stamps[group], wire[group]!.ToReceive, wire[group]!.ToUser)),
    ]);
}

/// <summary>How long packets of one group were on their way, in nanoseconds to a part in a hundred.</summary>
/// <param name="Group">The group.</param>
/// <param name="Stamps">Whose clock gave the receive times.</param>
/// <param name="ToReceive">From the venue's sending time to the receive time.</param>
/// <param name="ToUser">From the receive time to the hand-over on the feed thread; empty where the receive time is our own clock's.</param>
public sealed record WireGroupReport(LineGroup Group, TimestampKind Stamps, DurationHistogram ToReceive, DurationHistogram ToUser);
