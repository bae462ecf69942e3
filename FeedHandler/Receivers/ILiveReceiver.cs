using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers;

/// <summary>
/// A receiver of live multicast groups, each implementation a sealed class over which a pipeline is closed. One thread polls and waits;
/// any thread may read the counters. It allocates nothing once it is open. Disposing, by the polling thread or after that thread has
/// ended, leaves the groups.
/// </summary>
public interface ILiveReceiver : IReceiver, IDisposable
{
    /// <summary>Which kind it is.</summary>
    ReceiverKind Kind { get; }

    /// <summary>The groups, in the order in which they were asked for; <see cref="Counters"/> has the same order.</summary>
    IReadOnlyList<LineGroup> Groups { get; }

    /// <summary>What became of each group's packets.</summary>
    IReadOnlyList<GroupCounters> Counters { get; }

    /// <summary>The membership of each group, in the same order.</summary>
    IReadOnlyList<GroupMembership> Memberships { get; }

    /// <summary>Whose clock gave the receive times of each group's packets, in the same order.</summary>
    IReadOnlyList<TimestampKind> Stamps { get; }

    /// <summary>
    /// What was asked for and had less than that given, each in plain words with what to change: a buffer smaller than wanted, stamps of
    /// another kind. Empty when everything is as asked.
    /// </summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>
    /// Sleeps until a packet may have arrived; to be called when a poll has found nothing. Returns at once with <see cref="WaitMode.Spin"/>.
    /// It may return early.
    /// </summary>
    /// <param name="timeoutMs">How long at most; 0 does not wait.</param>
    void Wait(int timeoutMs);
}
