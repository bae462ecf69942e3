using System.Net;
using System.Net.Sockets;

namespace FeedHandler.Tests.Support;

/// <summary>Publishes datagrams to multicast groups by one interface, through an ordinary socket of the calling thread's network namespace.</summary>
public sealed class PlainSender : IDisposable
{
    private readonly Socket _socket;
    private IPEndPoint? _destination;
    private SocketAddress? _address;

    /// <summary>Opens the socket.</summary>
    /// <param name="source">The local address to send from, which names the interface too.</param>
    /// <param name="interfaceIndex">Index of the interface to send by.</param>
    public PlainSender(IPAddress source, int interfaceIndex)
    {
        bool isIPv4 = source.AddressFamily == AddressFamily.InterNetwork;
        _socket = new Socket(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (isIPv4) _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(interfaceIndex));
            else _socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, interfaceIndex);
            _socket.Bind(new IPEndPoint(source, 0));
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Opens a sender inside a namespace.</summary>
    /// <param name="network">Where.</param>
    /// <param name="device">Name of the interface to send by.</param>
    /// <param name="source">An address of that interface.</param>
    public static PlainSender Open(NetworkNamespace network, string device, IPAddress source) => network.Run(() =>
        new PlainSender(source, IndexOf(device)));

    /// <summary>Sends one datagram; allocates nothing as long as the destination stays the same object.</summary>
    public void Send(IPEndPoint destination, ReadOnlySpan<byte> payload)
    {
        if (!ReferenceEquals(destination, _destination)) (_destination, _address) = (destination, destination.Serialize());
        _socket.SendTo(payload, SocketFlags.None, _address!);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // /sys shows the interfaces of the namespace in which it was mounted; the C library asks the calling thread's.
    private static int IndexOf(string device)
    {
        foreach (System.Net.NetworkInformation.NetworkInterface found in System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces())
        {
            if (found.Name == device) return found.GetIPProperties().GetIPv4Properties()?.Index ?? found.GetIPProperties().GetIPv6Properties().Index;
        }

        throw new InvalidOperationException($"There is no interface {device}.");
    }
}
