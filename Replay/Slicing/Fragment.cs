using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Slicing;

/// <summary>Which datagram a fragment is of.</summary>
/// <param name="Source">Who sent it, as an endpoint has it.</param>
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
        UInt128 mask = layout.IsIPv6 ? UInt128.MaxValue : uint.MaxValue; // IPv4 in the low bits alone, as an endpoint has it
        FragmentKey key = new(layout.SourceOf(record.Bytes) & mask, layout.DestinationOf(record.Bytes) & mask, layout.FragmentIdOf(record.Bytes));
        bool isFirst = layout.IsFirstFragment(record.Bytes);
        bool hasPort = isFirst && layout.HasPorts(record.Bytes);
        return new Fragment(key, isFirst, hasPort ? layout.DestinationPortOf(record.Bytes) : null);
    }
}
