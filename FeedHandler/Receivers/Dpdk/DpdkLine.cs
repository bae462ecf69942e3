using FeedHandler.Native.Dpdk;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Dpdk;

/// <summary>One device of the receiver, with its groups and their memberships.</summary>
internal sealed partial class DpdkLine : IDisposable
{
    private readonly List<FrameMembership> _memberships = [];
    private readonly int _unitNs;
    private int _next;
    private int _count;

    /// <summary>The port.</summary>
    internal DpdkPort Port { get; }

    /// <summary>The groups.</summary>
    internal FrameGroups Groups { get; } = null!;

    /// <summary>The memberships of the groups, in the same order.</summary>
    internal IReadOnlyList<FrameMembership> Memberships => _memberships;

    /// <summary>Whether a frame of the last batch is left.</summary>
    internal bool HasFrame => _next < _count;

    /// <summary>Whose clock gives the receive times of its packets.</summary>
    internal TimestampKind Stamps => _unitNs == 0 ? TimestampKind.None : TimestampKind.Hardware;

    /// <summary>When the driver received the next frame, in Unix nanoseconds; 0 when it did not say.</summary>
    internal long StampNs => _unitNs == 0 ? 0 : Port.TimestampOf(_next) * _unitNs;

    /// <summary>Takes a batch from the driver when none is left: a whole one, whatever the limit of the poll is, so that fewer are not asked for.</summary>
    /// <returns>Whether there is a frame.</returns>
    internal bool TryFill()
    {
        if (!HasFrame) (_next, _count) = (0, Port.Receive(int.MaxValue));
        return HasFrame;
    }

    /// <summary>Reads the next frame and counts it.</summary>
    /// <param name="payload">What it carries; valid until <see cref="GoOn"/>.</param>
    /// <param name="group">The group, by its place among the receiver's.</param>
    /// <returns>Whether it is a packet to hand on.</returns>
    internal bool TryAccept(out ReadOnlySpan<byte> payload, out int group)
    {
        if (Port.TryRead(_next, out ReadOnlySpan<byte> frame)) return Groups.TryAccept(frame, out payload, out group);
        Groups.RefuseChained();
        payload = default;
        group = 0;
        return false;
    }

    /// <summary>Goes on to the next frame; behind the last one the batch is given back.</summary>
    internal void GoOn()
    {
        if (++_next == _count) GiveBack();
    }

    /// <summary>Counts what the card and the driver dropped. Allocates nothing.</summary>
    internal void KeepUp() => Groups.First.SeeKernelDrops((uint)Port.ReadDropCount());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FrameMembership membership in _memberships) membership.Dispose();
        if (_count > 0) GiveBack();
        Port.Dispose();
    }

    private void GiveBack()
    {
        Port.Free(_count);
        (_next, _count) = (0, 0);
    }
}
