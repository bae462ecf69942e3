using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Xdp;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Xdp;

/// <summary>
/// Receives by AF_XDP: the joined groups' frames go from the card's queues straight into our memory, all else goes on to the kernel. One
/// socket for each queue of each interface, polled in turns of a few frames. Nothing stamps such frames: a packet's time is that of its turn.
/// </summary>
public sealed partial class XdpReceiver : ILiveReceiver
{
    // Reading the kernel's counts takes about a microsecond for each queue; so often, it is less than a hundredth of the time spent polling.
    private const int UpkeepPolls = 4096;

    // Small enough that the other line's copy comes soon, large enough that a turn costs nothing beside it.
    private const int TurnCount = 16;

    private readonly Queue[] _queues;
    private int _next;
    private int _polls;

    /// <inheritdoc/>
    public ReceiverKind Kind => ReceiverKind.Xdp;

    /// <inheritdoc/>
    public IReadOnlyList<LineGroup> Groups { get; }

    /// <summary>
    /// What became of each group's packets. The kernel's drops, and frames that are malformed, are counted with the first group of their
    /// interface: nobody knows whose they were.
    /// </summary>
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
        // It ends early when one queue after the other was found empty. More refused frames than the queues can hold came during the call: whoever
        // sends rubbish must not keep the thread. Where the limit ended one poll, the next goes on: no queue starves behind a busy one.
        int packetCount = 0;
        int refusedCount = 0;
        int emptyCount = 0;
        while (packetCount < packetLimit && emptyCount < _queues.Length && refusedCount <= _frameCount)
        {
            int handedOverCount = Visit(_queues[_next], ref handler, Math.Min(packetLimit - packetCount, TurnCount), out int frameCount);
            packetCount += handedOverCount;
            refusedCount += frameCount - handedOverCount;
            emptyCount = frameCount == 0 ? emptyCount + 1 : 0;
            if (++_next == _queues.Length) _next = 0;
        }

        if (++_polls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    /// <inheritdoc/>
    public void LookForDrops()
    {
        foreach (XdpPort port in _ports) port.CountDrops();
    }

    private static int Visit<THandler>(Queue queue, ref THandler handler, int frameCountMax, out int frameCount)
        where THandler : struct, IPacketHandler
    {
        frameCount = Math.Min(queue.CountAvailable(), frameCountMax);
        if (frameCount == 0) return 0;
        long nowNs = WallClock.NowNs();
        int packetCount = 0;
        for (int i = 0; i < frameCount; i++)
        {
            if (!queue.Groups.TryAccept(queue.Socket.Frame(i), out ReadOnlySpan<byte> payload, out int group)) continue;
            handler.OnPacket(new Packet(payload, nowNs, group));
            packetCount++;
        }

        queue.Socket.Release(frameCount);
        return packetCount;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void KeepUp()
    {
        _polls = 0;
        foreach (XdpPort port in _ports) port.KeepUp();
    }

    /// <summary>A socket and the groups of its interface.</summary>
    private sealed record Queue(XdpQueue Socket, FrameGroups Groups)
    {
        // Where the kernel polls the card only when it is called, the call may bring what a look before it did not find.
        internal int CountAvailable()
        {
            int count = Socket.AvailableCount;
            if (count > 0) return count;
            Socket.Kick();
            return Socket.AvailableCount;
        }
    }
}
