using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: what is said in a session, in a loop of snapshots and of packets that are sent again comes back as it was, with texts that are bounded.</summary>
public sealed class SessionTests
{
    private readonly byte[] _frame = new byte[SessionMessages.BytesMax];

    [Test]
    public void ALogonComesBack()
    {
        LogonMessage told = new("desk é", "secret", 500);
        Assert.That((SessionMessages.TryDecode(Frame(SessionMessages.Encode(told, _frame)), out LogonMessage back, out _), back), Is.EqualTo((true, told)));
        LogonAcceptedMessage accepted = new(1, 2, 3, 4, "server");
        Assert.That((SessionMessages.TryDecode(Frame(SessionMessages.Encode(accepted, _frame)), out LogonAcceptedMessage acceptedBack, out _), acceptedBack), Is.EqualTo((true, accepted)));
    }

    [Test]
    public void ASubscriptionComesBack([Values] bool isResumed)
    {
        SubscribeMessage told = new(1, "ES*", Delivery.Interval, SlowPolicy.Conflate, 250, isResumed ? new ResumePoint(5, 6) : null);
        Assert.That((SessionMessages.TryDecode(Frame(SessionMessages.Encode(told, _frame)), out SubscribeMessage back, out _), back), Is.EqualTo((true, told)));
        SubscribeAcceptedMessage accepted = new(1, 2, 3, 4, isResumed);
        Assert.That((SessionMessages.TryDecode(Frame(SessionMessages.Encode(accepted, _frame)), out SubscribeAcceptedMessage acceptedBack, out _), acceptedBack), Is.EqualTo((true, accepted)));
        Assert.That((SessionMessages.TryDecodeUnsubscribe(Frame(SessionMessages.EncodeUnsubscribe(9, _frame)), out uint id, out _), id), Is.EqualTo((true, 9u)));
        Assert.That((SessionMessages.TryDecodeUnsubscribeAccepted(Frame(SessionMessages.EncodeUnsubscribeAccepted(9, _frame)), out id, out _), id), Is.EqualTo((true, 9u)));
    }

    [Test]
    public void WhatEitherSaysComesBack()
    {
        RejectMessage reject = new(3, RejectReason.BadPattern, "why");
        Assert.That((SessionMessages.TryDecode(Frame(SessionMessages.Encode(reject, _frame)), out RejectMessage rejectBack, out _), rejectBack), Is.EqualTo((true, reject)));
        NoticeMessage notice = new(NoticeKind.Lost, 1, 2, 3, 4, "lost");
        Assert.That((SessionMessages.TryDecode(Frame(SessionMessages.Encode(notice, _frame)), out NoticeMessage noticeBack, out _), noticeBack), Is.EqualTo((true, notice)));
        LogoutMessage logout = new(RejectReason.Shutdown, "");
        Assert.That((SessionMessages.TryDecode(Frame(SessionMessages.Encode(logout, _frame)), out LogoutMessage logoutBack, out _), logoutBack), Is.EqualTo((true, logout)));
        bool isRead = SessionMessages.TryDecodeHeartbeat(Frame(SessionMessages.EncodeHeartbeat(5, 6, _frame)), out long sequence, out long time, out _);
        Assert.That((isRead, sequence, time), Is.EqualTo((true, 5L, 6L)));
    }

    [Test]
    public void ALongTextIsCutBetweenCharacters()
    {
        RejectMessage told = new(3, RejectReason.BadPattern, new string('é', 700) + "x");
        Assert.That(SessionMessages.TryDecode(Frame(SessionMessages.Encode(told, _frame)), out RejectMessage back, out _), Is.True);
        Assert.That(back.Text, Is.EqualTo(new string('é', 512)));
    }

    [Test]
    public void MulticastComesBack()
    {
        SnapshotBeginMessage begin = new(1, 2, 3, 4);
        Assert.That((MulticastMessages.TryDecode(Frame(MulticastMessages.Encode(begin, _frame)), out SnapshotBeginMessage beginBack, out _), beginBack), Is.EqualTo((true, begin)));
        SnapshotEndMessage end = new(1, 3, 4);
        Assert.That((MulticastMessages.TryDecode(Frame(MulticastMessages.Encode(end, _frame)), out SnapshotEndMessage endBack, out _), endBack), Is.EqualTo((true, end)));
        RetransmitRequestMessage request = new(1, 2, 3, 4, 5);
        Assert.That((MulticastMessages.TryDecode(Frame(MulticastMessages.Encode(request, _frame)), out RetransmitRequestMessage requestBack, out _), requestBack), Is.EqualTo((true, request)));
        byte[] datagram = [1, 2, 3];
        bool isRead = MulticastMessages.TryDecodeRetransmission(
            Frame(MulticastMessages.EncodeRetransmission(7, datagram, _frame)), out uint id, out ReadOnlySpan<byte> back, out _);
        Assert.That((isRead, id, back.ToArray()), Is.EqualTo((true, 7u, datagram)));
    }

    [Test]
    public void ADatagramsHeaderComesBack()
    {
        DatagramHeader told = new(1, 2, 3, 4, 5, Feed.Snapshot);
        told.Write(_frame);
        Assert.That((DatagramHeader.TryRead(_frame, out DatagramHeader back, out _), back), Is.EqualTo((true, told)));
        Assert.That(PacketHeader.TryRead(_frame, out PacketHeader wire), Is.True);
        Assert.That((wire.Epoch, wire.Packet, wire.SendingTime, wire.FrameCount, wire.ChannelId, wire.Feed), Is.EqualTo((1UL, 2UL, 3UL, (ushort)4, (ushort)5, Feed.Snapshot)));
        Assert.That((wire.Version, wire.SchemaId, DatagramHeader.TryRead(_frame.AsSpan(0, 31), out _, out FrameFault fault), fault), Is.EqualTo(((byte)1, (ushort)17992, false, FrameFault.Length)));
    }

    private ReadOnlySpan<byte> Frame(int length) => _frame.AsSpan(0, length);
}
