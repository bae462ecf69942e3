using System.Net;
using FeedHandler.Native.Sockets;
using FeedHandler.Receivers.Sockets;
using FeedHandler.Receivers.Tests.Support;

namespace FeedHandler.Receivers.Tests.Sockets;

public sealed class GroupSocketTests
{
    [Test]
    public void ADatagramOfAnotherSourceIsForeignEvenWhenTheKernelLetsItThrough()
    {
        using TwoLines lines = new();
        LineGroup group = TwoLines.GroupA with { Source = TwoLines.SourceA };
        using GroupSocket socket = lines.Host.Run(() => GroupSocket.Open(group, 0, new ReceiverSettings(), new DropTotal(), []));
        JoinForAnySource(socket);
        lines.Publisher.Ip("addr add 10.91.1.9/24 dev xa");
        lines.Sender("xa", IPAddress.Parse("10.91.1.9")).Send(group, "wrong");
        lines.SenderA().Send(group, "right");
        using MessageBatch batch = new(8, 100);
        Assert.That(FetchAll(socket, batch, 2), Is.EqualTo(2));

        bool[] accepted = [.. Enumerable.Range(0, 2).Select(i => socket.Accept(batch.IsTruncated(i), batch.SenderOf(i), batch.ControlOf(i)))];
        Assert.That(accepted, Is.EqualTo(new[] { false, true }));
        Assert.That(socket.Counters.Foreign, Is.EqualTo(1));
    }

    private static void JoinForAnySource(GroupSocket socket)
    {
        int interfaceIndex = socket.Socket.InterfaceIndexOf(TwoLines.DeviceA);
        Membership specific = new(socket.Group.Group.Address, TwoLines.SourceA);
        _ = specific.Join(socket.Socket, interfaceIndex);
        Assert.That(specific.Leave(socket.Socket), Is.Zero);
        Assert.That(new Membership(socket.Group.Group.Address, source: null).Join(socket.Socket, interfaceIndex), Is.Zero);
    }

    // One fetch of all: a batch holds the datagrams of its last fetch.
    private static int FetchAll(GroupSocket socket, MessageBatch batch, int count)
    {
        for (int attempts = 0; attempts < 1000; attempts++)
        {
            int fetchedCount = socket.Socket.Fetch(batch, count, out int errno);
            Assert.That(errno, Is.Zero);
            if (fetchedCount > 0) return fetchedCount;
            Thread.Sleep(1);
        }

        return 0;
    }
}
