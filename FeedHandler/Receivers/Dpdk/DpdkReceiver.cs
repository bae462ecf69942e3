using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Receivers.Dpdk;

/// <summary>
/// Receives by DPDK's poll-mode drivers, one queue for each device, polled in turn without a system call. DPDK can be started once in a
/// process, and so can this.
/// </summary>
public sealed partial class DpdkReceiver : ILiveReceiver
{
    // Reading a card's counts takes some microseconds; so often, it is about a hundredth of the time spent polling.
    private const int UpkeepPolls = 4096;

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
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Always false: a live line may always carry another packet.</summary>
    public bool IsCompleted => false;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        // Where the limit ended one poll, the next goes on: no device starves behind a busy one.
        int packetCount = 0;
        for (int visits = 0; visits < _lines.Length && packetCount < packetLimit; visits++)
        {
            packetCount += Visit(_lines[_next], ref handler, packetLimit - packetCount);
            if (++_next == _lines.Length) _next = 0;
        }

        if (++_polls >= UpkeepPolls) KeepUp();
        return packetCount;
    }

    private static int Visit<THandler>(DpdkLine device, ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int frameCount = device.Port.Receive(packetLimit);
        if (frameCount == 0) return 0;
        long nowNs = WallClock.NowNs();
        int packetCount = 0;
        for (int i = 0; i < frameCount; i++)
        {
            if (!device.Port.TryRead(i, out ReadOnlySpan<byte> frame)) device.Groups.RefuseChained();
            else if (device.Groups.TryAccept(frame, out ReadOnlySpan<byte> payload, out int group))
            {
                long stampNs = device.StampOf(i);
                handler.OnPacket(new Packet(payload, stampNs == 0 ? nowNs : stampNs, group));
                packetCount++;
            }
        }

        device.Port.Free(frameCount);
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
