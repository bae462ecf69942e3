using System.Net;
using System.Net.Sockets;

namespace FeedHandler.Tests.Support;

/// <summary>Addresses of this machine alone.</summary>
public static class Loopback
{
    /// <summary>A port of TCP that nobody listened on just now: for a program that must be told one, and cannot say which it took.</summary>
    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
