using System.Net;
using System.Net.Sockets;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Recovery;
using FeedHandler.Tests.Support;
using FeedHandler.Venues.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>The service that sends packets again, with clients of every kind.</summary>
[NonParallelizable]
public sealed class RetransmitTests
{
    private const int ChannelId = 310;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private PublishedFeed _published = null!;
    private RetransmitServer _server = null!;

    private long Last => _published.Publisher.SentOf(ChannelId)!.Range.Last;

    [OneTimeSetUp]
    public void Publish() => _published = PublishedFeed.Of(Repository.PathOf("captures/cme-simulated.pcapng"));

    [OneTimeTearDown]
    public void Dispose() => _published?.Dispose();

    [SetUp]
    public void Listen() => _server = new RetransmitServer(
        new RetransmitOptions(new IPEndPoint(IPAddress.Loopback, 0)) { ConnectionsMax = 2, RequestsMax = 4, Patience = Patience },
        _published.Publisher);

    [TearDown]
    public void Close() => _server.Dispose();

    [Test]
    public void PacketsAreSentAgainAsTheyWere()
    {
        using Socket client = Connect();
        for (int request = 1; request <= 2; request++) // one behind the other
        {
            Ask(client, 10 * request, 3, requestId: (uint)request);
            for (int i = 0; i < 3; i++)
            {
                Assert.That(MulticastMessages.TryDecodeRetransmission(Receive(client), out uint requestId, out ReadOnlySpan<byte> datagram, out _), Is.True);
                Assert.That(requestId, Is.EqualTo((uint)request));
                Assert.That(Convert.ToHexString(datagram), Is.EqualTo(Convert.ToHexString(SentOf((10 * request) + i))));
            }
        }
    }

    [TestCase(1L, 0U, ChannelId, RejectReason.UnknownRequest)]
    [TestCase(1L, (uint)RetransmitProtocol.PacketsMax, ChannelId, RejectReason.NotKept, TestName = "as many as a follower asks for, of which not all are kept")]
    [TestCase(1L, (uint)RetransmitProtocol.PacketsMax + 1, ChannelId, RejectReason.TooMany)]
    [TestCase(1L, uint.MaxValue, ChannelId, RejectReason.TooMany)]
    [TestCase(0L, 1U, ChannelId, RejectReason.NotKept)]
    [TestCase(long.MaxValue, 100U, ChannelId, RejectReason.NotKept)]
    [TestCase(1L, 1U, 311, RejectReason.UnknownRequest)]
    public void WhatCannotBeGivenIsRefusedWithTheReason(long first, uint count, int channelId, RejectReason reason)
    {
        using Socket client = Connect();
        Ask(client, first, count, channelId);
        Assert.That(SessionMessages.TryDecode(Receive(client), out RejectMessage reject, out _), Is.True);
        Assert.That((reject.Reason, reject.RequestId), Is.EqualTo((reason, 1U)));
        Ask(client, 1, 1, requestId: 2);
        Assert.That(MulticastMessages.TryDecodeRetransmission(Receive(client), out _, out _, out _), Is.True, "it may ask for something else");
    }

    [Test]
    public void AnotherLifeOfThePublisherIsRefused()
    {
        using Socket client = Connect();
        Send(client, new RetransmitRequestMessage(1, _published.Publisher.Epoch - 1, 1, 1, ChannelId));
        Assert.That(SessionMessages.TryDecode(Receive(client), out RejectMessage reject, out _), Is.True);
        Assert.That(reject.Reason, Is.EqualTo(RejectReason.NotKept));
    }

    [Test]
    public void GarbageEndsTheConnectionAndNothingElse()
    {
        Random random = new(7);
        for (int i = 0; i < 20; i++)
        {
            using Socket client = Connect();
            byte[] garbage = new byte[random.Next(1, 200)];
            random.NextBytes(garbage);
            garbage.AsSpan(1, Math.Min(1, garbage.Length - 1)).Clear(); // a short length, so that none waits for a frame of many bytes
            client.Send(garbage);
            client.Shutdown(SocketShutdown.Send);
            ReadToEnd(client);
            Await(() => _server.SessionCount == 0);
        }

        using Socket good = Connect();
        Ask(good, 1, 1);
        Assert.That(MulticastMessages.TryDecodeRetransmission(Receive(good), out _, out _, out _), Is.True);
    }

    [Test]
    public void ARequestIsReadHoweverItIsCut()
    {
        using Socket client = Connect();
        byte[] frame = new byte[MulticastMessages.BytesMax];
        int length = MulticastMessages.Encode(new RetransmitRequestMessage(1, _published.Publisher.Epoch, 5, 1, ChannelId), frame);
        for (int i = 0; i < length; i++) client.Send(frame.AsSpan(i, 1));
        Assert.That(MulticastMessages.TryDecodeRetransmission(Receive(client), out _, out _, out _), Is.True);
    }

    [Test]
    public void WhoNeverReadsHoldsUpNobodyElseAndIsLetGo()
    {
        _server.Dispose();
        _server = new RetransmitServer(
            new RetransmitOptions(new IPEndPoint(IPAddress.Loopback, 0)) { ConnectionsMax = 2, RequestsMax = 1000, Patience = TimeSpan.FromMilliseconds(300) },
            _published.Publisher);
        using Socket deaf = Connect();
        deaf.ReceiveBufferSize = 4096;
        for (int i = 0; i < 200; i++) Ask(deaf, 1, (uint)Math.Min(Last, 2000));
        using Socket good = Connect();
        Ask(good, 1, 1);
        Assert.That(MulticastMessages.TryDecodeRetransmission(Receive(good), out _, out _, out _), Is.True);
        Await(() => _server.SessionCount <= 1);
    }

    [Test]
    public void OneConnectionTooManyIsClosed()
    {
        using Socket first = Connect();
        using Socket second = Connect();
        Await(() => _server.SessionCount == 2);
        using Socket third = Connect();
        Assert.That(third.Receive(new byte[1]), Is.Zero);
        Assert.That(_server.RefusedCount, Is.EqualTo(1));
    }

    [Test]
    public void OneConnectionHasSoManyRequests()
    {
        using Socket client = Connect();
        for (uint i = 1; i <= 4; i++)
        {
            Ask(client, i, 1, requestId: i);
            Receive(client);
        }

        Assert.That(client.Receive(new byte[1]), Is.Zero, "a fifth is not read");
    }

    [Test]
    public void AConversationOfTheVenueHasWhatItAsksFor()
    {
        ReplayOptions options = new() { Sources = [new ReplaySource(ChannelId, [_server.EndPoint])], RequestsPerSecond = 1000, Pause = TimeSpan.FromMilliseconds(1) };
        ReplayClient client = new(options, FeedVenue.Normalized.ReplayProtocol(options)!.NewConversation());
        List<byte[]> packets = [];
        ReplayOutcome outcome = client.Fetch(_server.EndPoint, new ReplayQuestion(ChannelId, (ulong)_published.Publisher.Epoch, 5, 9), Take, CancellationToken.None);
        Assert.That((outcome, packets.Count), Is.EqualTo((ReplayOutcome.Complete, 5)), client.Text);
        Assert.That(packets.Select(Convert.ToHexString), Is.EqualTo(Enumerable.Range(5, 5).Select(number => Convert.ToHexString(SentOf(number)))));
        outcome = client.Fetch(_server.EndPoint, new ReplayQuestion(ChannelId, 1, 5, 9), Take, CancellationToken.None);
        Assert.That((outcome, client.Text), Is.EqualTo((ReplayOutcome.Refused, "the server logged out: the packets are of another life of the publisher")));

        bool Take(ReadOnlySpan<byte> packet)
        {
            packets.Add(packet.ToArray());
            return true;
        }
    }

    private byte[] SentOf(long number)
    {
        byte[] room = new byte[MulticastMessages.DatagramBytesMax];
        return room[.._published.Publisher.SentOf(ChannelId)!.Copy(number, room)];
    }

    private Socket Connect()
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds };
        client.Connect(_server.EndPoint);
        return client;
    }

    private void Ask(Socket client, long first, uint count, int channelId = ChannelId, uint requestId = 1) =>
        Send(client, new RetransmitRequestMessage(requestId, _published.Publisher.Epoch, first, count, channelId));

    private static void Send(Socket client, in RetransmitRequestMessage request)
    {
        byte[] frame = new byte[MulticastMessages.BytesMax];
        client.Send(frame.AsSpan(0, MulticastMessages.Encode(request, frame)));
    }

    private static byte[] Receive(Socket client)
    {
        byte[] bytes = new byte[FrameHeader.FrameBytesMax];
        int count = 0;
        int frameBytes = FrameHeader.LengthBytes;
        while (count < frameBytes)
        {
            int received = client.Receive(bytes.AsSpan(count..frameBytes));
            if (received == 0) Assert.Fail("the connection was closed");
            count += received;
            if (count == FrameHeader.LengthBytes) frameBytes = BitConverter.ToUInt16(bytes);
        }

        return bytes[..count];
    }

    // It is closed with bytes that nobody read, which the client is told as a reset.
    private static void ReadToEnd(Socket client)
    {
        try
        {
            while (client.Receive(new byte[1024]) > 0) continue;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionReset)
        {
            // So it is.
        }
    }

    private static void Await(Func<bool> isSo) => Assert.That(() => isSo(), Is.True.After((int)Patience.TotalMilliseconds, 2));
}
