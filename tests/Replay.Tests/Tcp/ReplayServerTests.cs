using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Replay.Tests.Tcp;

/// <summary>The server of historical replay (CME MDP 3.0, "TCP Recovery"), spoken to over the loopback interface.</summary>
public sealed class ReplayServerTests
{
    private const int Channel = 310;
    private readonly byte[] _logon = FixText.Write((35, "A"), (553, "CME"), (554, "CME"));
    private PacketArchive _archive = null!;
    private ReplayServer _server = null!;

    [SetUp]
    public void Serve()
    {
        _archive = new PacketArchive(PacketArchive.PacketCountDefault);
        foreach (SimulatedPacket packet in new SimulatedFeed(new SimulationOptions { EventCount = 3000 }).Packets()) _archive.Add(packet.Bytes.Span);
        _server = new ReplayServer(new IPEndPoint(IPAddress.Loopback, 0), new ReplayServerOptions
        {
            Channels = new Dictionary<int, PacketArchive> { [Channel] = _archive },
            ConnectionsMax = 2,
            HeartbeatPackets = 100,
        });
    }

    [TearDown]
    public void End() => _server.Dispose();

    [Test]
    public void APartOfTheSequenceComesAsItWasPublished()
    {
        (uint[] numbers, string text) = Ask(100, 299);

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(100, 200)));
        Assert.That(text, Is.EqualTo("replay complete"));
    }

    [Test]
    public void TwoThousandPacketsAreTheMost()
    {
        Assert.That(Ask(1, 2000).Numbers, Has.Length.EqualTo(2000));
        Assert.That(Ask(1, 2001).Text, Is.EqualTo("request refused: more than 2000 packets"));
    }

    [TestCase(7u, 6u, "request refused: the range is none")]
    [TestCase(0u, 6u, "request refused: the range is none")]
    [TestCase(4_294_967_000u, 4_294_967_295u, "request refused: packets of the range are not available")]
    public void ARangeThatCannotBeIsRefused(uint first, uint last, string text) => Assert.That(Ask(first, last), Is.EqualTo((Array.Empty<uint>(), text)));

    [Test]
    public void WhatHasGoneFromTheHistoryIsRefused()
    {
        PacketArchive small = new(10);
        foreach (byte[] packet in _archive.Find(1, 30)!) small.Add(packet);

        Assert.That((small.Count, small.Last, small.Find(20, 30), small.Find(21, 30)?.Length), Is.EqualTo((10, 30u, (byte[][]?)null, (int?)10)));
    }

    [Test]
    public void AWrongPasswordIsLoggedOut() =>
        Assert.That(Talk(FixText.Write((35, "A"), (553, "CME"), (554, "CMF"))).Text, Is.EqualTo("logon refused: user or password is wrong"));

    [Test]
    public void AnotherChannelIsRefused() =>
        Assert.That(Talk(_logon, Request(311, 1, 2)).Text, Is.EqualTo("request refused: no such channel"));

    [Test]
    public void AWrongChecksumIsRefused()
    {
        byte[] logon = [.. _logon];
        logon[^2] = logon[^2] == (byte)'9' ? (byte)'8' : (byte)'9';
        Assert.That(Talk(logon).Text, Is.EqualTo("message refused: its checksum is wrong"));
    }

    [Test]
    public void ASecondRequestOnAConnectionIsRefused()
    {
        (uint[] numbers, string text) = Talk(_logon, [.. Request(Channel, 1, 3), .. Request(Channel, 4, 5)]);

        Assert.That(numbers, Is.EqualTo(new uint[] { 1, 2, 3 }));
        Assert.That(text, Is.EqualTo("one request for each connection: the second is refused"));
    }

    [Test]
    public void OneConnectionTooManyIsClosedAtOnce()
    {
        using TcpClient first = new();
        using TcpClient second = new();
        first.Connect(_server.EndPoint);
        second.Connect(_server.EndPoint);

        Assert.That(Talk(_logon), Is.EqualTo((Array.Empty<uint>(), "")));
        Assert.That(_server.RefusedCount, Is.EqualTo(1));
    }

    private (uint[] Numbers, string Text) Ask(uint first, uint last) => Talk(_logon, Request(Channel, first, last));

    private static byte[] Request(int channel, uint first, uint last) =>
        FixText.Write((35, "V"), (1180, $"{channel}"), (262, "1"), (1182, $"{first}"), (1183, $"{last}"));

    // Reads to the end of the connection: what stands behind a reply would be seen.
    private (uint[] Numbers, string Text) Talk(byte[] logon, byte[]? request = null)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(_server.EndPoint);
        List<uint> numbers = [];
        ReplayReader reader = new(SessionSchemas.Known);
        uint first = request is null || FixText.Read(request, out FixMessage asked, out _) != FixReading.Whole ? 1 : asked.Number(1182) ?? 1;
        reader.Begin(first, uint.MaxValue);
        Send(socket, logon);
        for (int received = 1; received > 0;)
        {
            ReplyStep step = reader.Take(out ReadOnlySpan<byte> packet);
            if (step == ReplyStep.LoggedOn && request is not null) Send(socket, request);
            if (step == ReplyStep.Packet) numbers.Add(BinaryPrimitives.ReadUInt32LittleEndian(packet));
            if (step is ReplyStep.LoggedOut or ReplyStep.Refused) break;
            if (step == ReplyStep.NeedsMore) received = Receive(socket, reader);
        }

        return ([.. numbers], reader.Text);
    }

    private static void Send(Socket socket, byte[] bytes)
    {
        try
        {
            socket.Send(bytes);
        }
        catch (SocketException)
        {
            // The server has closed already.
        }
    }

    private static int Receive(Socket socket, ReplayReader reader)
    {
        try
        {
            int received = socket.Receive(reader.Room.Span);
            reader.Advance(received);
            return received;
        }
        catch (SocketException)
        {
            return 0; // closed with something unread
        }
    }
}
