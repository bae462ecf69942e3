using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Slicing;

/// <summary>
/// Judges frames by criteria; a fragment goes with the first that came of its datagram, which is judged as a whole, and by time a copy of a packet on
/// the other line with the first copy.
/// </summary>
/// <param name="criteria">The criteria.</param>
/// <param name="lines">Which destination is which line; null when that is not known, and each frame is judged by itself.</param>
public sealed class SliceFilter(SliceCriteria criteria, LineMap? lines = null) : ISliceChoice
{
    private readonly HashSet<UdpEndpoint> _groups = [.. criteria.Groups];
    private readonly InstrumentFilter? _instruments = criteria.Instruments.Count > 0 ? new InstrumentFilter(criteria.Instruments, lines) : null;
    private readonly TwinMemory? _twins = criteria.IsByTime && lines is not null ? new TwinMemory(lines) : null;
    private readonly FragmentMemory _fragments = new();

    /// <inheritdoc/>
    public SliceReason Judge(in SliceFrame frame)
    {
        if (frame.FragmentOf == 0) return JudgeWhole(in frame);
        if (_fragments.TryRecall(frame.FragmentOf, out SliceReason first)) return first;
        // What never becomes whole may be of anything: it is kept.
        SliceReason own = frame.HasDatagram ? JudgeWhole(in frame) : JudgePlace(in frame);
        _fragments.Remember(frame.FragmentOf, own);
        return own;
    }

    private SliceReason JudgeWhole(in SliceFrame frame)
    {
        if (JudgePlace(in frame) is not SliceReason.Kept and var place) return place;
        if (!criteria.AsksOfDatagrams) return SliceReason.Kept;
        if (!frame.HasDatagram) return SliceReason.NoDatagram;
        if (_groups.Count > 0 && !_groups.Contains(frame.Datagram.Destination)) return SliceReason.Group;
        return criteria.Numbers.Count + criteria.Instruments.Count == 0 ? SliceReason.Kept : JudgeContent(in frame);
    }

    private SliceReason JudgePlace(in SliceFrame frame)
    {
        if (!IsInTime(in frame)) return SliceReason.Time;
        return criteria.Packets.Count > 0 && !IsIn(criteria.Packets, (ulong)frame.PacketNumber) ? SliceReason.Packet : SliceReason.Kept;
    }

    private bool IsInTime(in SliceFrame frame)
    {
        long timeNs = frame.Record.TimestampNs;
        bool isIn = timeNs >= criteria.FromNs && !(timeNs >= criteria.ToNs);
        return _twins is null || !frame.HasDatagram ? isIn : _twins.JudgeFirst(frame.Datagram, isIn);
    }

    // What is no whole packet has no number, so that nobody asks for it by one; and it may concern any instrument.
    private SliceReason JudgeContent(in SliceFrame frame)
    {
        bool isWhole = CmeProbe.TryRead(frame.Datagram.Payload, out CmeProbed probed);
        if (criteria.Numbers.Count > 0 && !(isWhole && IsIn(criteria.Numbers, probed.Number))) return SliceReason.Sequence;
        return _instruments is not null && isWhole && !_instruments.IsConcerned(frame.Datagram) ? SliceReason.Instrument : SliceReason.Kept;
    }

    private static bool IsIn(IReadOnlyList<(ulong First, ulong Last)> ranges, ulong number)
    {
        foreach ((ulong first, ulong last) in ranges)
        {
            if (number >= first && number <= last) return true;
        }

        return false;
    }
}
