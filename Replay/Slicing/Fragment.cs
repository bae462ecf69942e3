using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Slicing;

/// <summary>Which datagram a fragment is of.</summary>
/// <param name="Source">Who sent it; IPv4 in the form of IPv6.</param>
/// <param name="Destination">Where it was sent, likewise.</param>
/// <param name="Id">The datagram's identification.</param>
internal readonly record struct FragmentKey(UInt128 Source, UInt128 Destination, uint Id);

/// <summary>A fragment of an IP packet.</summary>
/// <param name="Key">Which datagram it is of.</param>
/// <param name="IsFirst">Whether the datagram begins with it.</param>
/// <param name="Port">The port that it was sent to, which the first alone tells; null when it is not known.</param>
internal readonly record struct Fragment(FragmentKey Key, bool IsFirst, ushort? Port)
{
    /// <summary>Reads a frame that was found to be a fragment.</summary>
    /// <param name="record">The frame.</param>
    internal static Fragment Read(in CaptureRecord record)
    {
        if (FrameParser.Read(record.Bytes, record.OriginalLength, record.LinkType, out FrameLayout layout) != FrameOutcome.Fragment) return default;
        FragmentKey key = new(layout.SourceOf(record.Bytes), layout.DestinationOf(record.Bytes), layout.FragmentIdOf(record.Bytes));
        bool isFirst = layout.IsFirstFragment(record.Bytes);
        bool hasPort = isFirst && layout.TransportOffset + FrameFields.UdpLengthOffset <= record.Bytes.Length;
        return new Fragment(key, isFirst, hasPort ? layout.DestinationPortOf(record.Bytes) : null);
    }
}
