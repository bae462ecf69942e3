using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Receivers.Sockets;

/// <summary>
/// Receives by ordinary UDP sockets, one for each group (recvmmsg(2) with MSG_DONTWAIT). Where nothing else is known to work, this does. With time
/// stamps the groups' packets are handed over in the order in which the kernel received them.
/// </summary>
public sealed partial class SocketReceiver : ILiveReceiver
{
    // A look after interfaces and drops takes under a microsecond; so often, it is less than a thousandth of the time spent polling.
    private const int UpkeepPolls = 4096;

    // Much longer than a poll that finds nothing, much shorter than the thread is away when it is scheduled away.
    private const long FreshNs = 20_000;

    private readonly SocketQueue[] _queues;
    private ServiceOrder _order;
    private long _freshUntilNs;
    private int _emptyPolls;

    /// <inheritdoc/>
    public ReceiverKind Kind => ReceiverKind.Socket;

    /// <inheritdoc/>
    public IReadOnlyList<LineGroup> Groups { get; }

    /// <inheritdoc/>
    public IReadOnlyList<GroupCounters> Counters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<GroupMembership> Memberships { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TimestampKind> Stamps { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Always false: a live line may always carry another packet.</summary>
    public bool IsCompleted => false;

    /// <inheritdoc/>
    public long DropCount => _drops.Count;

    // One group, or groups whose datagrams are not stamped, have no order to keep.
    private bool KeepsOrder => _order.IsByTime && _queues.Length > 1;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int packetCount = Look(ref handler);
        while (packetCount < packetLimit && TryFindDue(out SocketQueue due, out long untilNs))
        {
            packetCount += HandOver(due, ref handler, untilNs, Math.Min(packetLimit - packetCount, _order.TurnCountMax));
        }

        if (packetCount == 0 && ++_emptyPolls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    /// <inheritdoc/>
    public void LookForDrops()
    {
        foreach (SocketQueue queue in _queues) queue.Socket.CountDrops();
    }

    // Every socket of which nothing is left here is asked before anything is handed over, as what it has may be earlier. Only where all of them had
    // nothing a moment ago can that be no matter of more than this moment: then the first packet need not wait until the others are asked.
    private int Look<THandler>(ref THandler handler)
        where THandler : struct, IPacketHandler
    {
        long beginNs = KeepsOrder ? WallClock.NowNs() : 0;
        int packetCount = 0;
        bool isQuiet = true;
        foreach (SocketQueue queue in _queues)
        {
            if (!queue.Begin()) continue;
            isQuiet = false;
            if (packetCount == 0 && queue.OrderNs <= _freshUntilNs) packetCount = HandOver(queue, ref handler, long.MaxValue, 1);
        }

        if (KeepsOrder) _freshUntilNs = isQuiet ? beginNs + FreshNs : long.MinValue;
        return packetCount;
    }

    private bool TryFindDue(out SocketQueue due, out long untilNs)
    {
        foreach (SocketQueue queue in _queues) _ = queue.TryFill();
        int index = _order.Find(_queues, out untilNs);
        due = _queues[Math.Max(index, 0)];
        return index >= 0;
    }

    private static int HandOver<THandler>(SocketQueue queue, ref THandler handler, long untilNs, int countMax)
        where THandler : struct, IPacketHandler
    {
        int packetCount = 0;
        bool goesOn = true;
        while (goesOn)
        {
            ReadOnlySpan<byte> payload = queue.Payload;
            queue.Socket.Counters.AddPacket(payload.Length);
            handler.OnPacket(new Packet(payload, queue.RxNs, queue.Socket.Index));
            packetCount++;
            goesOn = queue.TryAdvance() && packetCount < countMax && queue.OrderNs <= untilNs;
        }

        return packetCount;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void KeepUp()
    {
        _emptyPolls = 0;
        GroupSocket.KeepUp(_queues, _links);
    }
}
