using System.Net;
using System.Net.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests.Support;

/// <summary>A client whose calls end within a time.</summary>
internal sealed class Client : IDisposable
{
    private const int PatienceMs = 20_000;

    public Client(IPEndPoint server, string from = "127.0.0.1")
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMs, SendTimeout = PatienceMs };
        Socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        Socket.Connect(server);
    }

    public Socket Socket { get; }

    public string Name => Socket.LocalEndPoint!.ToString()!;

    /// <summary>Sends and waits for as many bytes.</summary>
    public byte[] Ask(byte[] bytes)
    {
        Socket.Send(bytes);
        return Receive(bytes.Length);
    }

    /// <summary>Whether a byte comes back.</summary>
    public bool IsServed()
    {
        try
        {
            return Ask([42]) is [42];
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public byte[] Receive(int count)
    {
        byte[] bytes = new byte[count];
        int received = 0;
        while (received < count && Socket.Receive(bytes.AsSpan(received), SocketFlags.None) is > 0 and var read) received += read;
        return bytes[..received];
    }

    /// <summary>How the connection ends: in order, or by a reset.</summary>
    public SocketError End()
    {
        byte[] bytes = new byte[4096];
        try
        {
            while (Socket.Receive(bytes) > 0)
            {
                // what is left
            }

            return SocketError.Success;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
    }

    /// <summary>Sends without waiting until the other side takes nothing more.</summary>
    /// <returns>Bytes sent.</returns>
    public long Fill(Func<bool> isEnough)
    {
        byte[] bytes = new byte[64 * 1024];
        long sent = 0;
        Socket.Blocking = false;
        Within.Until(
            () =>
            {
                int now = Socket.Send(bytes, 0, bytes.Length, SocketFlags.None, out SocketError error);
                if (error == SocketError.Success) sent += now;
                return error == SocketError.WouldBlock && isEnough();
            },
            "the other side takes nothing more");
        Socket.Blocking = true;
        return sent;
    }

    public void Dispose() => Socket.Dispose();
}
