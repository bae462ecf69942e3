using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>One group of a live feed as it stands.</summary>
/// <param name="Group">The group.</param>
/// <param name="Packets">Packets handed over.</param>
/// <param name="Bytes">Payload bytes of them.</param>
/// <param name="PacketsPerSecond">Since the start.</param>
/// <param name="KernelDrops">Packets that the kernel or the card dropped.</param>
/// <param name="Truncated">Packets too long to be received.</param>
/// <param name="Foreign">Packets of others.</param>
/// <param name="Malformed">Frames that make no sense.</param>
/// <param name="Errors">Calls into the system that failed.</param>
public sealed record GroupStatus(
    LineGroup Group,
    long Packets,
    long Bytes,
    double PacketsPerSecond,
    long KernelDrops,
    long Truncated,
    long Foreign,
    long Malformed,
    long Errors)
{
    /// <summary>Whether the group is joined.</summary>
    public bool IsJoined { get; init; } = true;

    /// <summary>How often it was joined, with the first time.</summary>
    public long JoinCount { get; init; } = 1;

    /// <summary>Reads how a group stands.</summary>
    /// <param name="receiver">What receives it.</param>
    /// <param name="index">Its place among the receiver's.</param>
    /// <param name="seconds">How long it has been received.</param>
    public static GroupStatus Read(ILiveReceiver receiver, int index, double seconds)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        (GroupCounters counters, GroupMembership membership) = (receiver.Counters[index], receiver.Memberships[index]);
        long packets = counters.Packets;
        return new GroupStatus(
            receiver.Groups[index], packets, counters.Bytes, seconds > 0 ? packets / seconds : 0, counters.KernelDrops, counters.Truncated, counters.Foreign,
            counters.Malformed, counters.Errors + membership.ErrorCount)
        {
            IsJoined = membership.IsJoined,
            JoinCount = membership.JoinCount,
        };
    }
}
