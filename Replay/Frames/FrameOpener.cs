using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Fragments;

namespace FeedHandler.Replay.Frames;

/// <summary>Finds what frames carry that are no plain datagrams: takes tunnels off and puts fragments together, in whatever order they were made.</summary>
/// <param name="counters">Takes what was found.</param>
internal sealed class FrameOpener(FrameCounters counters)
{
    private const uint Odd = 0x9E37_79B1;
    /// <summary>The packets of which fragments came.</summary>
    public Reassembler Packets { get; } = new(counters);

    /// <summary>Which destinations are groups of the feed: UDP that is sent there is no tunnel, whatever its port is.</summary>
    public Predicate<UdpEndpoint>? IsGroup { get; set; }

    /// <summary>Opens a frame as far as it can be.</summary>
    /// <param name="frame">The frame as it was read; then what is inside.</param>
    /// <param name="record">The record that it is of.</param>
    /// <param name="origin">Which capture it is of.</param>
    public void Open(ref OpenFrame frame, scoped in CaptureRecord record, int origin)
    {
        Packets.BeginFrame();
        uint way = (uint)origin;
        for (int depth = 0; depth <= TunnelParser.DepthMax; depth++)
        {
            if (!TryStep(ref frame, record.TimestampNs, ref way)) return;
        }

        frame.Outcome = FrameOutcome.Malformed;
        counters.Note(FrameOutcome.Malformed, FrameWords.TooDeep);
    }

    private bool TryStep(ref OpenFrame frame, long timeNs, ref uint way)
    {
        FrameLayout layout = frame.Layout;
        bool isFragment = layout.IsFragment && frame.Outcome is FrameOutcome.Fragment or FrameOutcome.NotUdp;
        if (isFragment) return FragmentHeader.MayCarryUdp(in layout) && Packets.TryComplete(ref frame, way, timeNs);
        uint source = frame.Outcome is FrameOutcome.NotUdp or FrameOutcome.Udp ? Fold(layout.SourceOf(frame.Bytes)) : 0;
        if (!TunnelParser.TryOpen(ref frame, !IsOfFeed(in frame), out TunnelKind kind, out uint id)) return false;
        way = (((((way * Odd) + (uint)kind + 1) * Odd) + id) * Odd) + source;
        if (frame.Outcome is FrameOutcome.Malformed or FrameOutcome.Truncated) counters.Note(frame.Outcome, (int)kind);
        counters.Count(kind);
        return true;
    }

    private static uint Fold(UInt128 address) => (uint)(address ^ (address >> 32) ^ (address >> 64) ^ (address >> 96));

    private bool IsOfFeed(in OpenFrame frame)
    {
        FrameLayout layout = frame.Layout;
        if (IsGroup is null || (frame.Outcome != FrameOutcome.Udp && !layout.IsCut)) return false;
        return IsGroup(UdpEndpoint.DestinationOf(frame.Bytes, in layout));
    }
}
