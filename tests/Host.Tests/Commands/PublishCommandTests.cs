using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class PublishCommandTests
{
    private const int WaitMs = 5000;
    private static readonly string Capture = Repository.PathOf("captures/cme-simulated.pcapng");

    [Test]
    public void BothLinesArriveAtTheirGroups()
    {
        Require.That(OperatingSystem.IsLinux(), "the loopback interface is called lo on Linux");
        using Socket a = Join("239.83.21.1", out string groupA);
        using Socket b = Join("239.83.21.2", out string groupB);

        CommandRun run = CommandRun.Of("publish", Capture, "--interface", "lo", "--group-a", groupA, "--group-b", groupB, "--speed", "max", "--json");

        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Good, "")));
        PacketList expected = Expected();
        Assert.That(run.Json.GetProperty("sentCountA").GetInt32(), Is.EqualTo(expected.A.Count));
        Assert.That(run.Json.GetProperty("refusedCount").GetInt32(), Is.Zero);
        JsonElement lineB = run.Json.GetProperty("lines")[1];
        Assert.That((lineB.GetProperty("channel").GetInt32(), lineB.GetProperty("role").GetString(), lineB.GetProperty("line").GetString()),
            Is.EqualTo((310, "incremental", "B")));
        Assert.That(Receive(a, expected.A.Count), Is.EqualTo(expected.A));
        Assert.That(Receive(b, expected.B.Count), Is.EqualTo(expected.B));
        new JsonContract().With("docs/json.md", "publish").Holds(run.Json);
    }

    [Test]
    public void FaultsAndTimingAreReported()
    {
        Require.That(OperatingSystem.IsLinux(), "the loopback interface is called lo on Linux");

        CommandRun run = CommandRun.Of(
            "publish", Capture, "--interface", "lo", "--group-a", "239.83.21.3:40001", "--group-b", "239.83.21.4:40002", "--speed", "200000", "--drop", "0.1",
            "--duplicate", "0.1", "--reorder", "4", "--corrupt", "0.1", "--skew-ns", "1000", "--seed", "5");

        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Good, "")));
        Assert.That(run.Out, Does.Contain("line 310/incremental/A  239.83.21.3:40001 by lo").And.Contain("dropped").And.Contain("late against schedule"));
    }

    [TestCase("no interface for line A", "publish", "@")]
    [TestCase("--interface nowhere9: no interface nowhere9: there are ", "publish", "@", "--interface", "nowhere9")]
    [TestCase("--speed fast: give a multiple", "publish", "@", "--interface", "lo", "--speed", "fast")]
    [TestCase("--speed 0x: give a multiple", "publish", "@", "--interface", "lo", "--speed", "0x")]
    [TestCase("--drop 2: not a share", "publish", "@", "--interface", "lo", "--drop", "2")]
    [TestCase("--group-a 10.0.0.1:5: not a multicast group", "publish", "@", "--interface", "lo", "--group-a", "10.0.0.1:5")]
    [TestCase("--group-b 239.83.21.5:5: 310/incremental/A and 310/incremental/B would both go there by lo", "publish", "@", "--interface", "lo",
        "--group-a", "239.83.21.5:5", "--group-b", "239.83.21.5:5")]
    [TestCase("--group-a 239.200.0.2:15001: 310/incremental/A and", "publish", "@", "--interface", "lo", "--group-a", "239.200.0.2:15001")]
    [TestCase("--skew-ns needs times", "publish", "@", "--interface", "lo", "--speed", "max", "--skew-ns", "5")]
    [TestCase("--reorder 5000: out of range", "publish", "@", "--interface", "lo", "--reorder", "5000")]
    public void WhatMakesNoSenseIsRefusedBeforeAnythingIsSent(string reason, params string[] args)
    {
        CommandRun run = CommandRun.Of([.. args.Select(static arg => arg == "@" ? Capture : arg)]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That(run.Out, Is.Empty);
    }

    [Test]
    public void OneGroupDoesNotStandForTwoChannels()
    {
        using SmallCapture captures = new();
        string path = captures.Write("two.pcap", [.. Enumerable.Range(1, 5).SelectMany(static number => ((Line, long, byte[])[])
            [(Line.A, number, CmePackets.Bid((uint)number, (uint)number, 42, 100, 7)), (Line.B, number, CmePackets.Bid((uint)number, (uint)number, 43, 100, 7))])]);
        CommandRun run = CommandRun.Of("publish", path, "--interface", "lo", "--group-a", "239.83.21.5:5");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("--group-a: the capture has 2 channels (1, 2)"));
    }

    private static Socket Join(string group, out string endpoint)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = WaitMs, ReceiveBufferSize = 1 << 23 };
        IPAddress address = IPAddress.Parse(group);
        socket.Bind(new IPEndPoint(address, 0));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(address, 1));
        endpoint = socket.LocalEndPoint!.ToString()!;
        return socket;
    }

    private static List<byte[]> Receive(Socket socket, int count)
    {
        byte[] buffer = new byte[65_536];
        List<byte[]> received = [];
        while (received.Count < count) received.Add(buffer[..socket.Receive(buffer)]);
        return received;
    }

    private static PacketList Expected()
    {
        using CaptureFile file = CaptureFile.Open(Capture);
        using CaptureReceiver receiver = new([file], LineMap.Infer([file]));
        PacketList packets = new([], []);
        while (!receiver.IsCompleted) receiver.Poll(ref packets, 64);
        return packets;
    }

    private readonly record struct PacketList(List<byte[]> A, List<byte[]> B) : IPacketHandler
    {
        public void OnPacket(in Packet packet) => (packet.Group == 0 ? A : B).Add(packet.Bytes.ToArray());

        public void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}
