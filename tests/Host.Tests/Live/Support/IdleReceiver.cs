using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>A receiver of two groups to which nothing comes.</summary>
internal sealed class IdleReceiver : ILiveReceiver
{
    public ReceiverKind Kind => ReceiverKind.Socket;

    public IReadOnlyList<LineGroup> Groups { get; } =
        [new(Line.A, IPEndPoint.Parse("239.1.2.3:4000"), "eth1"), new(Line.B, IPEndPoint.Parse("239.1.2.4:4000"), "eth2")];

    public IReadOnlyList<GroupCounters> Counters { get; } = [new(), new()];

    public IReadOnlyList<GroupMembership> Memberships { get; } = [new NoMembership(), new NoMembership()];

    public IReadOnlyList<TimestampKind> Stamps { get; } = [TimestampKind.Kernel, TimestampKind.None];

    public IReadOnlyList<string> Notes => [];

    public bool IsCompleted => false;

    public long DropCount => 0;

    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler => 0;

    public void LookForDrops()
    {
    }

    public void Wait(int timeoutMs)
    {
    }

    public void Dispose()
    {
    }

    private sealed class NoMembership : GroupMembership
    {
        protected override int JoinGroup() => 0;

        protected override int LeaveGroup() => 0;
    }
}
