using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Receivers.Sockets;

/// <summary>
/// Receives by ordinary UDP sockets, one for each group, polled in turn (recvmmsg(2) with MSG_DONTWAIT). Where nothing else is known to
/// work, this does.
/// </summary>
public sealed partial class SocketReceiver : ILiveReceiver
{
    // A look after interfaces and drops takes under a microsecond; so often, it is less than a thousandth of the time spent polling.
    private const int UpkeepPolls = 4096;

    private readonly GroupSocket[] _sockets;
    private readonly MessageBatch _batch;
    private int _next;
    private int _emptyPolls;

    /// <inheritdoc/>
    public ReceiverKind Kind => ReceiverKind.Socket;

    /// <inheritdoc/>
    public IReadOnlyList<LineGroup> Groups { get; }

    /// <inheritdoc/>
    public IReadOnlyList<GroupCounters> Counters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Always false: a live line may always carry another packet.</summary>
    public bool IsCompleted => false;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        // Where the limit ended one poll, the next goes on: no group starves behind a busy one.
        int packetCount = 0;
        for (int visits = 0; visits < _sockets.Length && packetCount < packetLimit; visits++)
        {
            packetCount += Visit(_sockets[_next], ref handler, packetLimit - packetCount);
            if (++_next == _sockets.Length) _next = 0;
        }

        if (packetCount == 0 && ++_emptyPolls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    // A fetch of many looks for a second datagram before it hands over the first; so a quiet socket is asked for one alone, and for many behind it.
    private int Visit<THandler>(GroupSocket socket, ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int packetCount = 0;
        int fetchedCount = 0;
        if (!socket.IsBusy)
        {
            fetchedCount = Fetch(socket, 1);
            packetCount = HandOver(socket, ref handler, fetchedCount);
            if (fetchedCount == 0 || packetCount == packetLimit) return packetCount;
        }

        fetchedCount += FetchMany(socket, ref handler, packetLimit - packetCount, ref packetCount);
        socket.IsBusy = fetchedCount > 1;
        return packetCount;
    }

    private int FetchMany<THandler>(GroupSocket socket, ref THandler handler, int countMax, ref int packetCount)
        where THandler : struct, IPacketHandler
    {
        int fetchedCount = Fetch(socket, countMax);
        packetCount += HandOver(socket, ref handler, fetchedCount);
        return fetchedCount;
    }

    private int Fetch(GroupSocket socket, int countMax)
    {
        int fetchedCount = socket.Socket.Fetch(_batch, countMax, out int errno);
        if (errno != 0) socket.Counters.AddError(errno);
        return fetchedCount;
    }

    private int HandOver<THandler>(GroupSocket socket, ref THandler handler, int fetchedCount)
        where THandler : struct, IPacketHandler
    {
        int packetCount = 0;
        long nowNs = 0;
        for (int i = 0; i < fetchedCount; i++)
        {
            ControlMessages control = _batch.ControlOf(i);
            bool isAccepted = socket.Accept(_batch.IsTruncated(i), _batch.SenderOf(i), in control);
            ReadOnlySpan<byte> payload = _batch.PayloadOf(i);
            _batch.Reset(i);
            if (!isAccepted) continue;
            long rxNs = socket.StampOf(in control);
            if (rxNs == 0) rxNs = nowNs != 0 ? nowNs : nowNs = WallClock.NowNs();
            socket.Counters.AddPacket(payload.Length);
            handler.OnPacket(new Packet(payload, rxNs, socket.Index));
            packetCount++;
        }

        return packetCount;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void KeepUp()
    {
        _emptyPolls = 0;
        GroupSocket.KeepUp(_sockets, _links);
    }
}
