using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Frames;

/// <summary>What a TCP segment says of its place in its stream (RFC 9293 section 3.1). Of captures alone.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct TcpHeader
{
    private const byte Protocol = 6;
    private const int FixedBytes = 20;
    private const int SequenceOffset = 4;
    private const int WordsOffset = 12;
    private const int FlagsOffset = 13;
    private const int FinFlag = 1;
    private const int SynFlag = 2;
    private const int RstFlag = 4;

    private readonly byte _flags;

    private TcpHeader(uint sequence, byte flags) => (Sequence, _flags) = (sequence, flags);

    /// <summary>The number of its first byte; of a segment that begins the connection that of the beginning, which counts as a byte.</summary>
    public uint Sequence { get; }

    /// <summary>Whether it begins the connection.</summary>
    public bool IsSyn => (_flags & SynFlag) != 0;

    /// <summary>Whether nothing follows it.</summary>
    public bool IsFin => (_flags & FinFlag) != 0;

    /// <summary>Whether it ends the connection at once, in both directions.</summary>
    public bool IsRst => (_flags & RstFlag) != 0;

    /// <summary>Reads the header of a frame that was found to carry another protocol than UDP.</summary>
    /// <param name="frame">The frame, as far as it is there.</param>
    /// <param name="layout">Where its headers lie.</param>
    /// <param name="header">The header.</param>
    /// <param name="payload">What the segment carries, as far as it is there.</param>
    /// <returns>False when it is no TCP, or its lengths contradict each other.</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, in FrameLayout layout, out TcpHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        int offset = layout.TransportOffset;
        int end = Math.Min(layout.NetworkEnd, frame.Length);
        if (layout.Protocol != Protocol || layout.IsFragment || offset + FixedBytes > end) return false;
        ReadOnlySpan<byte> segment = frame[offset..end];
        int headerBytes = (segment[WordsOffset] >> 4) * 4;
        if (headerBytes < FixedBytes || headerBytes > segment.Length) return false;
        header = new TcpHeader(BinaryPrimitives.ReadUInt32BigEndian(segment[SequenceOffset..]), segment[FlagsOffset]);
        payload = segment[headerBytes..];
        return true;
    }
}
