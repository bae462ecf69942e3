using System.Globalization;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Receivers;

namespace FeedHandler.Observing;

/// <summary>When a feed counts as ready.</summary>
public enum ReadyPolicy
{
    /// <summary>The groups are joined, every channel has delivered packets, and no book of which something was told is in doubt.</summary>
    Strict = 0,

    /// <summary>The groups are joined, and every channel has delivered packets; books may be in doubt.</summary>
    Joined = 1,
}

/// <summary>Whether a feed is alive and ready, of what its status was when it was read last.</summary>
/// <param name="status">The feed.</param>
/// <param name="policy">When it counts as ready.</param>
internal sealed class FeedHealth(FeedStatus status, ReadyPolicy policy)
{
    /// <summary>A feed thread that has not polled for so long does not go on: it polls at least every 5 ms, and waits for nobody but a full ring.</summary>
    private static readonly TimeSpan PollAgeMax = TimeSpan.FromSeconds(2);

    /// <summary>When it counts as ready.</summary>
    public ReadyPolicy Policy => policy;

    /// <summary>How long ago the feed thread began its last poll; null before its first one.</summary>
    public TimeSpan? PollAge => status.PollAge;

    /// <summary>Whether the feed thread polls. A replay has nobody to be late for.</summary>
    public bool IsHealthy => status.Receiver is null || (status.PollAge is { } age && age < PollAgeMax);

    /// <summary>Whether the feed is ready by its policy.</summary>
    public bool IsReady
    {
        get
        {
            if (!IsHealthy || (policy == ReadyPolicy.Strict && status.NeedyBooks > 0) || HasLeftGroup()) return false;
            for (int i = 0; i < status.Channels.Count; i++)
            {
                if (!HasBegun(status.Channels[i])) return false;
            }

            return true;
        }
    }

    /// <summary>Why it is not alive; null when it is.</summary>
    public string? Fault => IsHealthy ? null
        : status.PollAge is { } age
            ? string.Create(
                CultureInfo.InvariantCulture, $"the feed thread has not polled for {age.TotalSeconds:F1} s: a full ring holds it, or its core was taken away")
            : "the feed thread has not polled yet";

    /// <summary>Why it is not ready; nothing when it is.</summary>
    public IEnumerable<string> Reasons()
    {
        if (Fault is { } fault) yield return fault;
        for (int i = 0; status.Receiver is { } receiver && i < receiver.Groups.Count; i++)
        {
            if (IsLeft(receiver, i)) yield return $"{receiver.Groups[i].Feed} ({receiver.Groups[i].Group}) is not joined";
        }

        for (int i = 0; i < status.Channels.Count; i++)
        {
            ChannelState channel = status.Channels[i];
            if (!HasBegun(channel)) yield return string.Create(CultureInfo.InvariantCulture, $"channel {channel.Id}: no packet was delivered yet");
            long needy = status.NeedyBooksOf(i);
            if (policy == ReadyPolicy.Strict && needy > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"channel {channel.Id}: {needy} {(needy == 1 ? "book" : "books")} in doubt");
        }
    }

    private bool HasLeftGroup()
    {
        for (int i = 0; status.Receiver is { } receiver && i < receiver.Groups.Count; i++)
        {
            if (IsLeft(receiver, i)) return true;
        }

        return false;
    }

    // Loops are left while nothing needs them.
    private static bool IsLeft(ILiveReceiver receiver, int group) =>
        receiver.Groups[group].Feed.Role == FeedRole.Incremental && !receiver.Memberships[group].IsJoined;

    private static bool HasBegun(ChannelState channel)
    {
        IReadOnlyList<LineCounters> groups = channel.Arbitration.Groups;
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Delivered > 0) return true;
        }

        return false;
    }
}
