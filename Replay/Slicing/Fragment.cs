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

/// <summary>What became of the first fragments of datagrams, for those that follow them. Bounded: the oldest are forgotten.</summary>
internal sealed class FragmentMemory
{
    private const int CountMax = 4096;
    private readonly Dictionary<FragmentKey, SliceReason> _reasons = [];
    private readonly Queue<FragmentKey> _order = new();

    /// <summary>Remembers what became of a first fragment; a later datagram with the same key replaces it.</summary>
    public void Remember(FragmentKey key, SliceReason reason)
    {
        if (_reasons.TryAdd(key, reason)) _order.Enqueue(key);
        else _reasons[key] = reason;
        if (_order.Count > CountMax) _reasons.Remove(_order.Dequeue());
    }

    /// <summary>What became of the first fragment of a datagram.</summary>
    public bool TryRecall(FragmentKey key, out SliceReason reason) => _reasons.TryGetValue(key, out reason);
}
