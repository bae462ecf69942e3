using FeedHandler.Native.Xdp;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Xdp;

/// <summary>One interface of the receiver: the program on it, a socket for each of its queues, and the memberships.</summary>
internal sealed partial class XdpPort : IDisposable
{
    private const int NoDevice = 19;

    private readonly List<FrameMembership> _memberships = [];
    private readonly List<XdpQueue> _queues = [];
    private readonly string _name;
    private readonly XdpAttachment? _attachment;
    private readonly int _interfaceIndex;
    private bool _isGone;

    /// <summary>The groups of the interface.</summary>
    internal FrameGroups Groups { get; }

    /// <summary>The memberships of the groups, in the same order.</summary>
    internal IReadOnlyList<FrameMembership> Memberships => _memberships;

    /// <summary>The sockets, one for each queue.</summary>
    internal IReadOnlyList<XdpQueue> Queues => _queues;

    /// <summary>Counts what the kernel dropped. Allocates nothing.</summary>
    internal void CountDrops()
    {
        long droppedCount = 0;
        for (int i = 0; i < _queues.Count; i++)
        {
            if (_queues[i].TryReadStatistics(out long dropped, out long fillEmptyCount)) droppedCount += CountOf(_queues[i], dropped, fillEmptyCount);
        }

        Groups.First.SeeKernelDrops((uint)droppedCount);
    }

    /// <summary>Counts what the kernel dropped, and whether the interface went away. Allocates nothing.</summary>
    internal void KeepUp()
    {
        CountDrops();
        if (_isGone || _memberships[0].InterfaceIndexOf(_name) == _interfaceIndex) return;
        _isGone = true;
        Groups.First.AddError(NoDevice);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FrameMembership membership in _memberships) membership.Dispose();
        _attachment?.Dispose();
        foreach (XdpQueue queue in _queues) queue.Dispose();
    }

    // Where the kernel copies, a frame for which no memory was free is among the dropped ones already. Where the card writes itself it drops what finds
    // none, and no count of ours tells but that of the times when there was none.
    private static long CountOf(XdpQueue queue, long dropped, long fillEmptyCount) => queue.IsZeroCopy ? dropped + fillEmptyCount : dropped;
}
