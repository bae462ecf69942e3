using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Xdp;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Xdp;

/// <summary>
/// Receives by AF_XDP: the joined groups' frames go from the card's queues straight into our memory, all else goes on to the kernel. One
/// socket for each queue of each interface, polled in turn. Nothing stamps such frames: a packet's time is that of the poll that found it.
/// </summary>
public sealed partial class XdpReceiver : ILiveReceiver
{
    // Reading the kernel's counts takes about a microsecond for each queue; so often, it is less than a hundredth of the time spent polling.
    private const int UpkeepPolls = 4096;

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
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Always false: a live line may always carry another packet.</summary>
    public bool IsCompleted => false;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        // Where the limit ended one poll, the next goes on: no queue starves behind a busy one.
        int packetCount = 0;
        for (int visits = 0; visits < _queues.Length && packetCount < packetLimit; visits++)
        {
            packetCount += Visit(_queues[_next], ref handler, packetLimit - packetCount);
            if (++_next == _queues.Length) _next = 0;
        }

        if (++_polls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    private static int Visit<THandler>(Queue queue, ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int frameCount = Math.Min(queue.Socket.AvailableCount, packetLimit);
        if (frameCount == 0)
        {
            queue.Socket.Kick();
            return 0;
        }

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
    private sealed record Queue(XdpQueue Socket, FrameGroups Groups);
}
