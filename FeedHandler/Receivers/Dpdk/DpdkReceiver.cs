using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Receivers.Dpdk;

/// <summary>
/// Receives by DPDK's poll-mode drivers, one queue for each device, polled in turns of a few frames without a system call. DPDK can be started once
/// in a process, and so can this.
/// </summary>
public sealed partial class DpdkReceiver : ILiveReceiver
{
    // Reading a card's counts takes some microseconds; so often, it is about a hundredth of the time spent polling.
    private const int UpkeepPolls = 4096;

    // Small enough that the other line's copy comes soon, large enough that a turn costs nothing beside it.
    private const int TurnCount = 16;

    private readonly DpdkLine[] _lines = [];
    private int _next;
    private int _polls;
    private int _threadId;
    private bool _isRegistered;

    /// <inheritdoc/>
    public ReceiverKind Kind => ReceiverKind.Dpdk;

    /// <inheritdoc/>
    public IReadOnlyList<LineGroup> Groups { get; }

    /// <summary>
    /// What became of each group's packets. What the card dropped, and frames that are malformed or of no group, are counted with the
    /// device's first group: nobody knows whose they were.
    /// </summary>
    public IReadOnlyList<GroupCounters> Counters { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<GroupMembership> Memberships { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<TimestampKind> Stamps { get; } = [];

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
        // It ends early when one device after the other had nothing. More refused frames than there are buffers came during the call: whoever sends
        // rubbish must not keep the thread. Where the limit ended one poll, the next goes on: no device starves behind a busy one.
        int packetCount = 0;
        int refusedCount = 0;
        int emptyCount = 0;
        while (packetCount < packetLimit && emptyCount < _lines.Length && refusedCount <= _bufferCount)
        {
            int handedOverCount = Visit(_lines[_next], ref handler, Math.Min(packetLimit - packetCount, TurnCount), out int frameCount);
            packetCount += handedOverCount;
            refusedCount += frameCount - handedOverCount;
            emptyCount = frameCount == 0 ? emptyCount + 1 : 0;
            if (++_next == _lines.Length) _next = 0;
        }

        if (++_polls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    /// <inheritdoc/>
    public void LookForDrops()
    {
        foreach (DpdkLine line in _lines) line.KeepUp();
    }

    private static int Visit<THandler>(DpdkLine device, ref THandler handler, int frameCountMax, out int frameCount)
        where THandler : struct, IPacketHandler
    {
        frameCount = 0;
        if (!device.TryFill()) return 0;
        long nowNs = WallClock.NowNs();
        int packetCount = 0;
        while (device.HasFrame && frameCount < frameCountMax)
        {
            if (device.TryAccept(out ReadOnlySpan<byte> payload, out int group))
            {
                long stampNs = device.StampNs;
                handler.OnPacket(new Packet(payload, stampNs == 0 ? nowNs : stampNs, group));
                packetCount++;
            }

            device.GoOn();
            frameCount++;
        }

        return packetCount;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void KeepUp()
    {
        _polls = 0;
        if (_threadId == 0) Register();
        foreach (DpdkLine line in _lines) line.KeepUp();
    }

    // Only the thread that polls can do it for itself.
    private void Register()
    {
        _threadId = Environment.CurrentManagedThreadId;
        _isRegistered = _lines[0].Port.RegisterThread();
    }
}
