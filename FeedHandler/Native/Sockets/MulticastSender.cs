using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>
/// Sends datagrams to one multicast group by one interface, many with one system call (sendmmsg(2)) where there is Linux. For one thread.
/// Allocates nothing after it is open.
/// </summary>
public sealed unsafe partial class MulticastSender : IDisposable
{
    /// <summary>Datagrams that wait for <see cref="Flush"/> at most; one more flushes.</summary>
    public const int BatchCount = 64;

    /// <summary>The longest payload that goes out with others, in bytes; a longer one goes alone.</summary>
    public const int BatchedBytesMax = 2048;

    private readonly Socket _socket;
    private readonly SocketAddress _destination;
    private readonly byte* _payloads;
    private readonly IoVector* _vectors;
    private readonly MultiMessage* _messages;
    private byte[] _address;
    private int _count;

    private MulticastSender(Socket socket, IPEndPoint group)
    {
        _socket = socket;
        _destination = group.Serialize();
        _address = GC.AllocateArray<byte>(_destination.Size, pinned: true);
        _destination.Buffer.Span[.._destination.Size].CopyTo(_address);
        _payloads = (byte*)NativeMemory.AlignedAlloc(BatchCount * BatchedBytesMax, 64);
        _vectors = (IoVector*)NativeMemory.AllocZeroed(BatchCount, (nuint)sizeof(IoVector));
        _messages = (MultiMessage*)NativeMemory.AllocZeroed(BatchCount, (nuint)sizeof(MultiMessage));
        for (int i = 0; i < BatchCount; i++) Link(i);
    }

    /// <summary>Datagrams that the system took.</summary>
    public long SentCount { get; private set; }

    /// <summary>Datagrams that the system refused.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Why the last refused one was refused; null when none was.</summary>
    public NativeResult? LastFailure { get; private set; }

    /// <summary>Opens a socket that sends to a group.</summary>
    /// <param name="group">Group and port.</param>
    /// <param name="device">Name of the interface by which it goes out.</param>
    /// <param name="source">Address and port to send from; null for the interface's own and any.</param>
    /// <param name="timeToLive">How many routers it may pass, 1 to 255; 1 stays on the local network.</param>
    /// <exception cref="SocketException">The system refuses.</exception>
    /// <exception cref="ArgumentException">There is no such interface.</exception>
    public static MulticastSender Open(IPEndPoint group, string device, IPEndPoint? source = null, int timeToLive = 1)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentOutOfRangeException.ThrowIfLessThan(timeToLive, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeToLive, byte.MaxValue);
        int index = IndexOf(device, group.AddressFamily);
        Socket socket = new(group.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            bool isIPv6 = group.AddressFamily == AddressFamily.InterNetworkV6;
            SocketOptionLevel level = isIPv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
            socket.SetSocketOption(level, SocketOptionName.MulticastInterface, isIPv6 ? index : IPAddress.HostToNetworkOrder(index));
            socket.SetSocketOption(level, SocketOptionName.MulticastTimeToLive, timeToLive);
            socket.SetSocketOption(level, SocketOptionName.MulticastLoopback, true);
            if (source is not null) socket.Bind(source);
            return new MulticastSender(socket, group);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes a datagram, which goes out with the others at the latest when there are <see cref="BatchCount"/>.</summary>
    /// <param name="payload">The payload, copied; at most 65,507 bytes over IPv4.</param>
    public void Send(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > BatchedBytesMax || !OperatingSystem.IsLinux())
        {
            Flush();
            SendAlone(payload);
            return;
        }

        payload.CopyTo(new Span<byte>(_payloads + (_count * BatchedBytesMax), BatchedBytesMax));
        _vectors[_count].Bytes = (nuint)payload.Length;
        if (++_count == BatchCount) Flush();
    }

    /// <summary>Hands what was taken to the system. What it refuses is counted and not sent again: a feed does not wait either.</summary>
    public void Flush()
    {
        int next = 0;
        while (next < _count)
        {
            int sent = SendMessages((int)_socket.Handle, _messages + next, (uint)(_count - next), flags: 0);
            if (sent > 0)
            {
                SentCount += sent;
                next += sent;
                continue;
            }

            int errno = Marshal.GetLastPInvokeError();
            if (errno == Interrupted) continue;
            Refuse("sendmmsg", errno);
            next++;
        }

        _count = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_address.Length == 0) return;
        _address = [];
        _socket.Dispose();
        NativeMemory.AlignedFree(_payloads);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_messages);
    }

    private void SendAlone(ReadOnlySpan<byte> payload)
    {
        try
        {
            _socket.SendTo(payload, SocketFlags.None, _destination);
            SentCount++;
        }
        catch (SocketException failure)
        {
            Refuse("sendto", failure.NativeErrorCode);
        }
    }

    private void Refuse(string call, int errno)
    {
        LastFailure = NativeResult.Failure(call, errno);
        RefusedCount++;
    }

    private static int IndexOf(string device, AddressFamily family)
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        NetworkInterface? found = Array.Find(all, known => known.Name == device);
        if (found is null)
        {
            string[] names = Array.ConvertAll(all, static known => known.Name);
            throw new ArgumentException($"no interface {device}: there are {string.Join(", ", names)}", nameof(device));
        }

        IPInterfaceProperties properties = found.GetIPProperties();
        return family == AddressFamily.InterNetworkV6 ? properties.GetIPv6Properties().Index : properties.GetIPv4Properties().Index;
    }
}
