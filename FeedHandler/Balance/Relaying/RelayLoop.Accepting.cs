using System.Runtime.InteropServices;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Balance.Relaying;

/// <content>Accepting connections, their limits, and headers of proxies in front.</content>
internal sealed partial class RelayLoop
{
    // Those that are connected have their turn between so many that come.
    private const int AcceptCountMax = 64;
    private const int ExhaustedWaitMs = 20;
    private const int ProxyRoomBytes = ProxyHeader.WrittenBytesMax;
    private readonly List<RelayConnection> _table = [];
    private readonly Stack<RelayConnection> _free = new();
    private readonly Dictionary<UInt128, int> _byPeer = [];
    private bool _acceptsAgain;
    private bool _isExhausted;

    private void Accept()
    {
        bool wasExhausted = _isExhausted;
        _isExhausted = false;
        for (int count = 0; count < AcceptCountMax; count++)
        {
            int descriptor = StreamSocket.Accept(_listener.Descriptor, out PeerAddress peer);
            if (descriptor >= 0)
            {
                Admit(descriptor, peer);
                continue;
            }

            // Edge-triggered: what could not be accepted now brings no event of its own. What ended before it was accepted is behind us.
            _acceptsAgain = descriptor != StreamSocket.WouldBlock;
            _isExhausted = StreamSocket.IsShortage(-descriptor);
            if (_isExhausted && !wasExhausted) _counters.Exhaustions++;
            return;
        }

        _acceptsAgain = true;
    }

    private void Admit(int descriptor, in PeerAddress peer)
    {
        _counters.Accepted++;
        if (_counters.Active >= _options.ConnectionCountMax)
        {
            _counters.RefusedByLimit++;
            StreamSocket.Abort(descriptor);
            return;
        }

        RelayConnection connection = Take();
        connection.Client.Open(descriptor);
        connection.Peer = peer;
        bool isFront = peer.IsIn(_options.Fronts);
        connection.Phase = isFront ? RelayPhase.Header : RelayPhase.Connecting;
        if (_options.SendsProxyHeader) connection.Destination = StreamSocket.LocalAddress(descriptor);
        _counters.ActiveMax = Math.Max(_counters.ActiveMax, ++_counters.Active);
        if (!_epoll.Add(descriptor, new RelayTag(RelayTagKind.Client, connection.Slot, connection.Client.Generation).Bits).IsSuccess) Refuse(connection);
        else if (isFront) _headers.Add(connection, _nowMs);
        else Begin(connection);
    }

    // The peer is known from here on.
    private void Begin(RelayConnection connection)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(_byPeer, connection.Peer.Host, out _);
        count++;
        connection.IsCountedByPeer = true;
        if (count <= _options.ConnectionCountPerPeerMax)
        {
            connection.Phase = RelayPhase.Connecting;
            TryNext(connection);
            return;
        }

        _counters.RefusedByPeerLimit++;
        Refuse(connection);
    }

    private void ReadHeader(RelayConnection connection)
    {
        while (connection.Client.CanRead)
        {
            Span<byte> room = connection.ToServer.RoomBehind(_memory, ProxyRoomBytes);
            room = room[..Math.Min(room.Length, ProxyHeader.BytesMax)];
            int read = StreamSocket.Receive(connection.Client.Descriptor, room);
            if (read == StreamSocket.WouldBlock)
            {
                connection.Client.CanRead = false;
                return;
            }

            if (read == StreamSocket.Interrupted) continue;
            if (read <= 0)
            {
                RefuseHeader(connection);
                return;
            }

            connection.ToServer.Append(read);
            ProxyHeaderStatus status = ProxyHeader.Read(connection.ToServer.Read, out ProxyHeader header);
            if (status == ProxyHeaderStatus.Incomplete) continue;
            if (status == ProxyHeaderStatus.Complete) Believe(connection, header);
            else RefuseHeader(connection);
            return;
        }
    }

    private void Believe(RelayConnection connection, in ProxyHeader header)
    {
        connection.ToServer.Skip(header.LengthBytes);
        connection.IsLocal = header.IsLocal;
        if (header.HasAddresses) (connection.Peer, connection.Destination) = (header.Source, header.Destination);
        Begin(connection);
    }

    private void RefuseHeader(RelayConnection connection)
    {
        _counters.RefusedByHeader++;
        Refuse(connection);
    }

    private void Refuse(RelayConnection connection) => Close(connection, resetsClient: true, resetsServer: true);

    private RelayConnection Take()
    {
        if (_free.TryPop(out RelayConnection? connection)) return connection;
        connection = new RelayConnection(_table.Count);
        _table.Add(connection);
        return connection;
    }
}
