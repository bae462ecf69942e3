using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.IoUring;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.IoUring;

/// <summary>
/// Receives by UDP sockets behind one io_uring: each socket has one receive that goes on for ever into buffers that the kernel takes, so that
/// a poll that finds nothing reads memory and makes no system call, however many groups there are. The first thread that polls or waits owns
/// it: polls of another are refused by the kernel and counted as errors.
/// </summary>
/// <remarks>
/// With time stamps the groups' packets are handed over in the order in which the kernel received them, as far as they are in the buffers or the
/// kernel says that it has more. A thread of the kernel (<see cref="ReceiverSettings.UsesSubmissionThread"/>) says so late: then a line may come later
/// than the other by as long as that thread is kept from running, and a poll that finds nothing waits until the thread has answered, some
/// microseconds where it has a core of its own.
/// </remarks>
public sealed partial class IoUringReceiver : ILiveReceiver
{
    // An empty poll takes nanoseconds, a look after interfaces and drops under a microsecond for each group.
    private const int UpkeepPolls = 1 << 18;

    private readonly RingQueue[] _queues;
    private readonly IoRing _ring;
    private ServiceOrder _order;
    private int _unarmedCount;
    private int _emptyPolls;

    /// <inheritdoc/>
    public ReceiverKind Kind => ReceiverKind.IoUring;

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

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int packetCount = 0;
        foreach (RingQueue queue in _queues) queue.Begin();
        Look();
        while (packetCount < packetLimit)
        {
            int index = _order.Find(_queues, out long untilNs);
            if (index < 0) break;
            packetCount += HandOver(_queues[index], ref handler, untilNs, Math.Min(packetLimit - packetCount, _order.TurnCountMax));

            // What the kernel has of a group of which nothing is left here may be earlier than what is here of others.
            if (!_queues[index].HasHead && packetCount < packetLimit) Look();
        }

        if (packetCount == 0 && ++_emptyPolls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    /// <inheritdoc/>
    public void LookForDrops()
    {
        foreach (RingQueue queue in _queues) queue.Socket.CountDrops();
    }

    private static int HandOver<THandler>(RingQueue queue, ref THandler handler, long untilNs, int countMax)
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
