using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Fragments;

/// <summary>
/// Puts fragments of IP packets together (RFC 791, RFC 8200). Bounded: so many packets at once, each for so long by the capture's time. Of bytes that come
/// twice the first are kept. Allocates nothing once it has had as many packets at once as there are.
/// </summary>
/// <param name="counters">Takes what became of them.</param>
internal sealed class Reassembler(FrameCounters counters)
{
    /// <summary>How many packets may be under way: with 66 KB each, 17 MB.</summary>
    public const int CountMax = 256;

    /// <summary>How long a packet may be under way, in nanoseconds.</summary>
    public const long AgeMaxNs = 30_000_000_000;

    private readonly List<PartialPacket> _underWay = new(CountMax); // in the order in which they began
    private readonly List<PartialPacket> _given = []; // read in place, until the next frame
    private readonly Stack<PartialPacket> _free = new();

    private long _beganCount;

    /// <summary>Of which packet the fragment of the last frame was, counted from 1 as they began; 0 when the frame was none.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Whether a packet may yet become complete.</summary>
    /// <param name="number">Which, counted from 1 as they began.</param>
    public bool IsUnderWay(long number) => _underWay.Exists(packet => packet.Number == number);

    /// <summary>Forgets what was read of the last frame.</summary>
    public void BeginFrame()
    {
        LastNumber = 0;
        foreach (PartialPacket packet in _given) _free.Push(packet);
        _given.Clear();
    }

    /// <summary>Forgets all fragments.</summary>
    public void Clear()
    {
        BeginFrame();
        _beganCount = 0;
        foreach (PartialPacket packet in _underWay) _free.Push(packet);
        _underWay.Clear();
    }

    /// <summary>Takes a fragment.</summary>
    /// <param name="frame">A fragment; when it completes its packet, that packet is read in its place, valid until the next frame.</param>
    /// <param name="way">By which capture and in which tunnels it came.</param>
    /// <param name="timeNs">When it was captured, in nanoseconds since the Unix epoch.</param>
    /// <returns>Whether the packet is complete; otherwise the frame's outcome says what the fragment is.</returns>
    public bool TryComplete(ref OpenFrame frame, uint way, long timeNs)
    {
        FragmentHeader header = FragmentHeader.Read(frame.Bytes, frame.Layout);
        frame.Outcome = Judge(in frame, in header, out ReadOnlySpan<byte> bytes);
        if (frame.Outcome != FrameOutcome.Fragment) return false;
        ForgetOld(timeNs);
        int index = Find(FragmentKey.Of(in frame, in header, way), timeNs);
        PartialPacket packet = _underWay[index];
        LastNumber = packet.Number;
        FragmentFate fate = packet.Add(in header, bytes);
        if (fate == FragmentFate.Duplicate) counters.FragmentDuplicates++;
        if (fate == FragmentFate.Overlap) counters.FragmentOverlaps++;
        if (packet.IsWhole) Complete(index, ref frame);
        counters.PendingDatagrams = _underWay.Count;
        return frame.Outcome != FrameOutcome.Fragment;
    }

    private static FrameOutcome Judge(in OpenFrame frame, in FragmentHeader header, out ReadOnlySpan<byte> bytes)
    {
        FrameLayout layout = frame.Layout;
        bytes = default;
        int length = layout.NetworkEnd - layout.TransportOffset;
        if (!layout.HasNetworkLength || length <= 0 || header.Offset + length > FragmentHeader.PayloadBytesMax) return FrameOutcome.Malformed;
        if (header.HasMore && length % FragmentHeader.UnitBytes != 0) return FrameOutcome.Malformed;
        if (layout.NetworkEnd > frame.Bytes.Length) return FrameOutcome.Truncated;
        bytes = frame.Bytes.Slice(layout.TransportOffset, length);
        return FrameOutcome.Fragment;
    }

    private void Complete(int index, ref OpenFrame frame)
    {
        PartialPacket packet = _underWay[index];
        _underWay.RemoveAt(index);
        _given.Add(packet);
        ReadOnlySpan<byte> whole = packet.Whole(frame.Bytes, frame.Layout);
        frame.Outcome = FrameOutcome.Malformed;
        if (whole.IsEmpty) return;
        counters.Reassembled++;
        frame.Read(whole, whole.Length, frame.Layout.IsIPv6 ? LinkType.IPv6 : LinkType.IPv4);
    }

    private void ForgetOld(long timeNs)
    {
        while (_underWay.Count > 0 && timeNs - _underWay[0].FirstNs > AgeMaxNs) Forget();
    }

    private void Forget()
    {
        _free.Push(_underWay[0]);
        _underWay.RemoveAt(0);
        counters.ForgottenDatagrams++;
    }

    // Fragments of a packet follow each other: the one that began last is looked at first.
    private int Find(in FragmentKey key, long timeNs)
    {
        for (int i = _underWay.Count - 1; i >= 0; i--)
        {
            if (_underWay[i].Key == key) return i;
        }

        if (_underWay.Count == CountMax) Forget();
        if (!_free.TryPop(out PartialPacket? packet)) packet = new PartialPacket();
        packet.Begin(in key, ++_beganCount, timeNs);
        _underWay.Add(packet);
        return _underWay.Count - 1;
    }
}
