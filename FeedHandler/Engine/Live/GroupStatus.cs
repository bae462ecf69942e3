using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>One group of a live feed as it stands.</summary>
/// <param name="Group">The group.</param>
/// <param name="Packets">Packets handed over.</param>
/// <param name="Bytes">Payload bytes of them.</param>
/// <param name="PacketsPerSecond">Since the reading before.</param>
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
    /// <summary>Reads a group's counters.</summary>
    public static GroupStatus Read(LineGroup group, GroupCounters counters, GroupStatus? previous, double seconds)
    {
        long packets = counters.Packets;
        double rate = seconds > 0 ? (packets - (previous?.Packets ?? 0)) / seconds : 0;
        return new GroupStatus(
            group, packets, counters.Bytes, rate, counters.KernelDrops, counters.Truncated, counters.Foreign, counters.Malformed, counters.Errors);
    }
}
