using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.IoUring;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.IoUring;

/// <summary>
/// Receives by UDP sockets behind one io_uring: each socket has one receive that goes on for ever into buffers that the kernel takes, so that
/// a poll that finds nothing reads memory and makes no system call, however many groups there are. The first thread that polls or waits owns
/// it: polls of another are refused by the kernel and counted as errors.
/// </summary>
public sealed partial class IoUringReceiver : ILiveReceiver
{
    // An empty poll takes nanoseconds, a look after interfaces and drops under a microsecond for each group.
    private const int UpkeepPolls = 1 << 18;

    private readonly GroupSocket[] _sockets;
    private readonly bool[] _isArmed;
    private readonly ProvidedBuffers _buffers;
    private readonly IoRing _ring;
    private int _unarmedCount;
    private int _emptyPolls;
    private long _nowNs;

    /// <inheritdoc/>
    public ReceiverKind Kind => ReceiverKind.IoUring;

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
        if (_unarmedCount > 0) Arm();
        else if (_ring.HasWork) Flush();
        int packetCount = 0;
        _nowNs = 0;
        while (packetCount < packetLimit && _ring.TryTake(out Completion completion))
        {
            GroupSocket socket = _sockets[(int)completion.Tag];
            if (completion.HasBuffer)
            {
                if (HandOver(socket, in completion, ref handler)) packetCount++;
                _buffers.GiveBack(completion.BufferIndex);
                _buffers.Publish();
            }

            if (completion.IsLast) End(socket, in completion);
        }

        if (packetCount == 0 && ++_emptyPolls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    private bool HandOver<THandler>(GroupSocket socket, in Completion completion, ref THandler handler)
        where THandler : struct, IPacketHandler
    {
        if (!_buffers.TryRead(in completion, out BufferedMessage message))
        {
            socket.Counters.AddMalformed();
            return false;
        }

        if (!socket.Accept(message.IsTruncated, message.Sender, in message.Control)) return false;
        long rxNs = socket.StampOf(in message.Control);
        if (rxNs == 0) rxNs = _nowNs != 0 ? _nowNs : _nowNs = WallClock.NowNs();
        socket.Counters.AddPacket(message.Payload.Length);
        handler.OnPacket(new Packet(message.Payload, rxNs, socket.Index));
        return true;
    }

    private void Flush()
    {
        int errno = _ring.Flush();
        if (errno != 0) _sockets[0].Counters.AddError(errno);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void KeepUp()
    {
        _emptyPolls = 0;
        GroupSocket.KeepUp(_sockets, _links);
    }
}
