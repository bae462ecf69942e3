using System.Net;
using System.Net.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Native.Tests.Waiting;

/// <summary>What every way of waiting must do.</summary>
internal static class WaiterContract
{
    // So long that the test would be seen to hang if a wait missed its datagram.
    private const int LongMs = 60_000;

    public static void Check(IDescriptorWaiter waiter)
    {
        using Socket silent = Bound();
        using Socket busy = Bound();
        using Socket sender = Bound();
        byte[] buffer = new byte[16];
        Assert.That(waiter.Add((int)silent.Handle).IsSuccess, Is.True);
        Assert.That(waiter.Add((int)busy.Handle).IsSuccess, Is.True);
        Assert.That(waiter.Wait(0), Is.False, "nothing was sent");
        Assert.That(waiter.Wait(1), Is.False, "nothing was sent");

        sender.SendTo("1"u8, busy.LocalEndPoint!);
        sender.SendTo("2"u8, busy.LocalEndPoint!);
        Assert.That(waiter.Wait(LongMs), Is.True);
        busy.Receive(buffer);
        Assert.That(waiter.Wait(LongMs), Is.True, "one is left");
        busy.Receive(buffer);
        Assert.That(waiter.Wait(0), Is.False, "all is fetched");
    }

    private static Socket Bound()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
