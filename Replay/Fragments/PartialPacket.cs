using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Fragments;

/// <summary>What a fragment was to the packet that it is of.</summary>
internal enum FragmentFate : byte
{
    /// <summary>All of it was missing.</summary>
    New,

    /// <summary>All of it was there, byte for byte.</summary>
    Duplicate,

    /// <summary>Something of it was there, or contradicts what was there, which stays as it came first.</summary>
    Overlap,
}

/// <summary>
/// A packet of which fragments have come, in any order, with room for the longest that there can be. What is there is known by units of eight bytes, as
/// offsets are (RFC 791; RFC 815 keeps the holes in their place).
/// </summary>
internal sealed class PartialPacket
{
    private const int UnitBytes = FragmentHeader.UnitBytes;
    private const int HeaderBytes = FragmentHeader.WholeHeaderBytes;
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(HeaderBytes + FragmentHeader.PayloadBytesMax);
    private readonly ulong[] _present = new ulong[(FragmentHeader.PayloadBytesMax / UnitBytes / 64) + 1];
    private int _presentCount;
    private int _highestEnd;
    private int _length;

    /// <summary>Which packet it is.</summary>
    public FragmentKey Key { get; private set; }

    /// <summary>Its place among all packets that began, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>When its first fragment to come was captured, in nanoseconds since the Unix epoch.</summary>
    public long FirstNs { get; private set; }

    /// <summary>What it carries, as the fragment at its beginning says.</summary>
    public byte Protocol { get; private set; }

    /// <summary>Whether all of it is there.</summary>
    public bool IsWhole => _length >= 0 && _presentCount == Units(_length);

    /// <summary>Begins another packet.</summary>
    public void Begin(in FragmentKey key, long number, long timeNs)
    {
        (Key, Number, FirstNs, Protocol, _presentCount, _highestEnd, _length) = (key, number, timeNs, 0, 0, 0, -1);
        Array.Clear(_present);
    }

    /// <summary>Takes a fragment: what is there already stays.</summary>
    /// <param name="header">Its place, which with its bytes is within the longest packet; one that others follow has whole units.</param>
    /// <param name="bytes">What it carries, at least a byte.</param>
    public FragmentFate Add(in FragmentHeader header, ReadOnlySpan<byte> bytes)
    {
        int end = header.Offset + bytes.Length;
        if (_length >= 0 ? end > _length || (!header.HasMore && end != _length) : !header.HasMore && end < _highestEnd) return FragmentFate.Overlap;
        if (!header.HasMore) _length = end;
        _highestEnd = Math.Max(_highestEnd, end);
        if (header.Offset == 0 && !IsPresent(0)) Protocol = header.Protocol;
        return Fill(header.Offset, bytes);
    }

    /// <summary>The packet, with a header in front as if it had never been cut up.</summary>
    /// <param name="fragment">A fragment of it.</param>
    /// <param name="layout">Where its headers lie.</param>
    /// <returns>The packet, in place; empty when none can be so long.</returns>
    public ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> fragment, in FrameLayout layout)
    {
        int headerBytes = FragmentHeader.WriteWhole(fragment, in layout, Protocol, _length, _bytes.AsSpan(0, HeaderBytes));
        return headerBytes == 0 ? [] : _bytes.AsSpan(HeaderBytes - headerBytes, headerBytes + _length);
    }

    private FragmentFate Fill(int offset, ReadOnlySpan<byte> bytes)
    {
        int newCount = 0;
        bool isSame = true;
        for (int at = 0; at < bytes.Length; at += UnitBytes)
        {
            ReadOnlySpan<byte> part = bytes[at..Math.Min(at + UnitBytes, bytes.Length)];
            Span<byte> place = _bytes.AsSpan(HeaderBytes + offset + at, part.Length);
            int unit = (offset + at) / UnitBytes;
            if (IsPresent(unit))
            {
                isSame &= part.SequenceEqual(place);
                continue;
            }

            part.CopyTo(place);
            _present[unit / 64] |= 1UL << unit;
            newCount++;
        }

        _presentCount += newCount;
        if (newCount == Units(bytes.Length)) return FragmentFate.New;
        return newCount == 0 && isSame ? FragmentFate.Duplicate : FragmentFate.Overlap;
    }

    private bool IsPresent(int unit) => (_present[unit / 64] >> unit & 1) != 0;

    private static int Units(int bytes) => (bytes + UnitBytes - 1) / UnitBytes;
}
