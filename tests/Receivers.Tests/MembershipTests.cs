using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests;

/// <summary>Groups that are left and joined again while a receiver is polled: the kernel's memberships change, and only what is joined is handed over.</summary>
[TestFixture(ReceiverKind.Socket)]
[TestFixture(ReceiverKind.IoUring)]
[TestFixture(ReceiverKind.Xdp)]
public sealed class MembershipTests(ReceiverKind kind)
{
    private TwoLines _lines = null!;

    [OneTimeSetUp]
    public void Connect() => _lines = new TwoLines();

    [OneTimeTearDown]
    public void Disconnect() => _lines?.Dispose();

    [Test]
    public void AGroupIsLeftAndJoinedAgainAndTheOtherStays([Values] bool isOfOneSource)
    {
        LineGroup groupA = isOfOneSource ? TwoLines.GroupA with { Source = TwoLines.SourceA } : TwoLines.GroupA;
        using ILiveReceiver receiver = _lines.Open(kind, groupA, TwoLines.GroupB);
        GroupMembership membership = receiver.Memberships[0];
        Assert.That((membership.IsJoined, membership.JoinCount, IsMember()), Is.EqualTo((true, 1L, true)));
        membership.Take();

        Assert.That((membership.Leave(), membership.IsJoined, IsMember()), Is.EqualTo((0, false, false)));
        _lines.SenderA().Send(TwoLines.GroupA, "while it is left");
        _lines.SenderB().Send(TwoLines.GroupB, "1", "end");
        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "B1" }));

        Assert.That((membership.Join(), membership.IsJoined, membership.JoinCount, IsMember()), Is.EqualTo((0, true, 2L, true)));
        _lines.SenderA().Send(TwoLines.GroupA, "2", "end");
        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A2" }));
        Assert.That((membership.ErrorCount, receiver.Counters[0].Foreign), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public void AnotherThreadLeavesAndJoinsWhileOnePolls()
    {
        using ILiveReceiver receiver = _lines.Open(kind, TwoLines.GroupA, TwoLines.GroupB);
        receiver.Memberships[0].Take();
        Thread thread = new(() => Toggle(receiver.Memberships[0], 200));
        thread.Start();
        PacketLog log = new([], receiver.Groups);
        receiver.PollUntil(ref log, () => thread.Join(0), "the other thread");

        Assert.That((receiver.Memberships[0].JoinCount, receiver.Memberships[0].ErrorCount, IsMember()), Is.EqualTo((201L, 0L, true)));
        _lines.SenderA().Send(TwoLines.GroupA, "1", "end");
        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1" }));
    }

    private static void Toggle(GroupMembership membership, int count)
    {
        for (int i = 0; i < count; i++)
        {
            membership.Leave();
            membership.Join();
        }
    }

    private bool IsMember() => _lines.IsInGroupA();
}
