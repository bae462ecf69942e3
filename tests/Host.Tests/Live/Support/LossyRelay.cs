using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>Takes datagrams of groups in one namespace and sends them on by another interface of it, but for those that it loses: at random, by seed, for each line by itself.</summary>
internal sealed class LossyRelay : IDisposable
{
    private const int LossesOfThousand = 100; // a packet in a hundred is lost on both lines
    private readonly List<Socket> _sockets = [];
    private readonly List<PlainSender> _senders = [];
    private readonly List<Thread> _threads = [];
    private long _lostCount;

    public LossyRelay(NetworkNamespace place, string from, string to, IPAddress toAddress, IReadOnlyList<IPEndPoint> groups)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            IPEndPoint group = groups[i];
            Socket socket = place.Run(() => Join(group, from));
            PlainSender sender = PlainSender.Open(place, to, toAddress);
            _sockets.Add(socket);
            _senders.Add(sender);
            int seed = i;
            _threads.Add(new Thread(() => Relay(socket, sender, group, new Random(seed))) { IsBackground = true });
        }

        foreach (Thread thread in _threads) thread.Start();
    }

    public long LostCount => Volatile.Read(ref _lostCount);

    public void Dispose()
    {
        foreach (Socket socket in _sockets) socket.Dispose();
        foreach (Thread thread in _threads) thread.Join();
        foreach (PlainSender sender in _senders) sender.Dispose();
    }

    private static Socket Join(IPEndPoint group, string device)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 8 << 20 };
        socket.Bind(group);
        int index = NetworkInterface.GetAllNetworkInterfaces().First(known => known.Name == device).GetIPProperties().GetIPv4Properties().Index;
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, index));
        return socket;
    }

    private void Relay(Socket socket, PlainSender sender, IPEndPoint group, Random random)
    {
        byte[] datagram = new byte[9000];
        try
        {
            while (true)
            {
                int length = socket.Receive(datagram);
                if (random.Next(1000) < LossesOfThousand) Interlocked.Increment(ref _lostCount);
                else sender.Send(group, datagram.AsSpan(0, length));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }
}
