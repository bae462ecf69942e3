using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests;

/// <summary>
/// Groups of an interface that goes, and comes again as another of its name. Not by XDP: an interface that goes takes its program with it, and so its receiver.
/// </summary>
[TestFixture(ReceiverKind.Socket)]
[TestFixture(ReceiverKind.IoUring)]
public sealed class ReplacedInterfaceTests(ReceiverKind kind)
{
    [Test]
    public void WhatTheSystemRefusesIsCountedAndTold()
    {
        using TwoLines lines = new();
        using ILiveReceiver receiver = lines.Open(kind, TwoLines.GroupA, TwoLines.GroupB);
        GroupMembership membership = receiver.Memberships[0];
        membership.Take();
        membership.Leave();
        lines.Host.Ip($"link del {TwoLines.DeviceA}");
        Assert.That((membership.Join() != 0, membership.IsJoined, membership.ErrorCount), Is.EqualTo((true, false, 1L)));

        NetworkNamespace.Connect(lines.Publisher, "xa", $"{TwoLines.SourceA}/24", lines.Host, TwoLines.DeviceA, $"{TwoLines.HostA}/24");
        Assert.That((membership.Join(), membership.IsJoined), Is.EqualTo((0, true)), "by the interface that has its name now");
    }

    [Test]
    public void AnInterfaceThatWasReplacedIsJoinedAnewByWhoTookTheMembership()
    {
        using TwoLines lines = new();
        using ILiveReceiver receiver = lines.Open(kind, TwoLines.GroupA, TwoLines.GroupB);
        GroupMembership membership = receiver.Memberships[0];
        membership.Take();
        lines.Host.Ip($"link del {TwoLines.DeviceA}");
        NetworkNamespace.Connect(lines.Publisher, "xa", $"{TwoLines.SourceA}/24", lines.Host, TwoLines.DeviceA, $"{TwoLines.HostA}/24");
        PacketLog log = new([], receiver.Groups);
        receiver.PollUntil(ref log, () => IsJoinedAnew(membership), "the group to be joined anew");

        Assert.That((lines.IsInGroupA(), receiver.Counters[0].Rejoins), Is.EqualTo((true, 0L)), "the polling thread has let it be");
    }

    private static bool IsJoinedAnew(GroupMembership membership)
    {
        membership.KeepUp();
        return membership.JoinCount == 2;
    }
}
