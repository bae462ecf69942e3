using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Clocks;
using FeedHandler.Native;
using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>
/// The groups of a feed's loops, on its cold thread: joined as soon as their channel needs what they tell, and left when nothing has needed it for a while.
/// The feed thread tells what it needs by a word of memory, and never waits for a join.
/// </summary>
internal sealed class LoopGroups
{
    private static readonly long RetryNs = (long)TimeSpan.FromSeconds(1).TotalNanoseconds;
    private readonly LoopGroup[] _groups;
    private readonly long _quietNs;

    /// <summary>Takes over the memberships of loops that channels need only now and then. Before the feed thread polls.</summary>
    /// <param name="options">When.</param>
    /// <param name="receiver">What has joined them all.</param>
    /// <param name="map">What its groups are.</param>
    /// <param name="needs">What each channel needs, by its index; null for one that reads no loops.</param>
    public LoopGroups(LoopOptions options, ILiveReceiver receiver, FeedMap map, IReadOnlyList<LoopNeeds?> needs)
    {
        _quietNs = (long)options.Quiet.TotalNanoseconds;
        _groups = options.StayJoined ? [] : [.. Enumerable.Range(0, map.GroupCount)
            .Where(group => map[group].Role is FeedRole.Snapshot or FeedRole.OrderSnapshot or FeedRole.Definitions && needs[map.ChannelOf(group)] is not null)
            .Select(group => new LoopGroup(receiver.Groups[group], receiver.Memberships[group], needs[map.ChannelOf(group)]!))];
        foreach (LoopGroup group in _groups) group.Membership.Take();
    }

    /// <summary>Whether there is any.</summary>
    public bool Any => _groups.Length > 0;

    /// <summary>Why a group could not be joined or left last, of each of which that was so; to be read when the feed has ended.</summary>
    public IEnumerable<string> Failures => _groups.Select(static group => group.Failure).OfType<string>();

    /// <summary>Joins what is needed, and leaves what is not. It makes system calls only where something changes, and allocates only where one fails.</summary>
    public void Step() => Step(default(MonotonicClock).NowNs());

    /// <summary>As <see cref="Step()"/>, at a time of the steady clock.</summary>
    internal void Step(long nowNs)
    {
        foreach (LoopGroup group in _groups)
        {
            group.Membership.KeepUp();
            if (group.IsNeeded(nowNs)) group.TryJoin(nowNs);
            else if (nowNs - group.NeededNs >= _quietNs) group.TryLeave();
        }
    }

    private sealed class LoopGroup(LineGroup group, GroupMembership membership, LoopNeeds needs)
    {
        private long _riseCount = -1;
        private long _nextTryNs = long.MinValue;

        public GroupMembership Membership => membership;

        public long NeededNs { get; private set; }

        public string? Failure { get; private set; }

        // A need that rose and fell between two looks was one, too.
        public bool IsNeeded(long nowNs)
        {
            long riseCount = needs.RiseCount;
            bool isNeeded = needs.Has(group.Feed.Role);
            if (isNeeded || riseCount != _riseCount) NeededNs = nowNs;
            _riseCount = riseCount;
            return isNeeded;
        }

        public void TryJoin(long nowNs)
        {
            if (membership.IsJoined || nowNs < _nextTryNs) return;
            int errno = membership.Join();
            if (errno == 0) return;
            _nextTryNs = nowNs + RetryNs;
            Failure = Text("cannot be joined again", errno);
        }

        public void TryLeave()
        {
            if (!membership.IsJoined) return;
            int errno = membership.Leave();
            if (errno != 0) Failure = Text("could not be left", errno);
        }

        private string Text(string what, int errno) => string.Create(
            CultureInfo.InvariantCulture, $"{group.Feed}, {group.Group} on {group.Interface}: {what} ({NativeResult.Failure("setsockopt", errno)})");
    }
}
