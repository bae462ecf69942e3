using System.Net;
using System.Net.Sockets;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Sockets;

public sealed class MulticastSenderTests
{
    private const string Loopback = "lo";
    private const int WaitMs = 5000;
    private static readonly IPAddress Group = IPAddress.Parse("239.83.17.4");
    private Socket _receiver = null!;
    private IPEndPoint _endpoint = null!;

    [SetUp]
    public void Join()
    {
        Require.That(OperatingSystem.IsLinux(), "the loopback interface is called lo on Linux");
        _receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = WaitMs, ReceiveBufferSize = 1 << 22 };
        _receiver.Bind(new IPEndPoint(Group, 0));
        _endpoint = new IPEndPoint(Group, ((IPEndPoint)_receiver.LocalEndPoint!).Port);
        _receiver.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, 1));
    }

    [TearDown]
    public void Leave() => _receiver?.Dispose();

    [Test]
    public void DatagramsArriveInOrderWithTheirBytes()
    {
        using MulticastSender sender = MulticastSender.Open(_endpoint, Loopback);
        int[] lengths = [1, 0, 64, MulticastSender.BatchedBytesMax, MulticastSender.BatchedBytesMax + 1, 60_000, 7];
        foreach (int length in lengths) sender.Send(Pattern(length));
        sender.Flush();

        byte[] buffer = new byte[65_536];
        foreach (int length in lengths)
            Assert.That(buffer[.._receiver.Receive(buffer)], Is.EqualTo(Pattern(length)));
        Assert.That((sender.SentCount, sender.RefusedCount, sender.LastFailure), Is.EqualTo((lengths.Length, 0, (NativeResult?)null)));
    }

    [Test]
    public void AFullBatchGoesOutByItself()
    {
        using MulticastSender sender = MulticastSender.Open(_endpoint, Loopback);
        for (int i = 0; i < MulticastSender.BatchCount; i++) sender.Send([(byte)i]);

        byte[] buffer = new byte[16];
        for (int i = 0; i < MulticastSender.BatchCount; i++)
            Assert.That((_receiver.Receive(buffer), buffer[0]), Is.EqualTo((1, (byte)i)));
    }

    [Test]
    public void TheSourcePortIsTheOneAskedFor()
    {
        using Socket free = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        free.Bind(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)free.LocalEndPoint!).Port;
        free.Dispose();
        using MulticastSender sender = MulticastSender.Open(_endpoint, Loopback, new IPEndPoint(IPAddress.Any, port));
        sender.Send([1]);
        sender.Flush();

        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        _receiver.ReceiveFrom(new byte[16], ref from);
        Assert.That(((IPEndPoint)from).Port, Is.EqualTo(port));
    }

    [Test]
    public void WhatTheSystemRefusesIsCountedWithTheReason()
    {
        using MulticastSender sender = MulticastSender.Open(_endpoint, Loopback);
        sender.Send(new byte[65_530]); // over what UDP can carry

        Assert.That((sender.SentCount, sender.RefusedCount), Is.EqualTo((0, 1)));
        Assert.That(sender.LastFailure!.Value.ToString(), Does.Contain("too long").And.Contain("errno 90"));
    }

    [Test]
    public void SendingAllocatesNothing()
    {
        using MulticastSender sender = MulticastSender.Open(_endpoint, Loopback);
        byte[] payload = Pattern(100);

        long bytes = AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 200; i++) sender.Send(payload);
            sender.Flush();
        });

        Assert.That(bytes, Is.Zero);
    }

    [Test]
    public void AnInterfaceThatIsNotThereIsNamedWithThoseThatAre()
        => Assert.That(() => MulticastSender.Open(_endpoint, "nowhere9"), Throws.ArgumentException.With.Message.Contains("no interface nowhere9: there are ").And.Message.Contains("lo"));

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)(i * 31))];
}
