namespace FeedHandler.Core.Frames.Tunnels;

/// <summary>A frame, or what a tunnel carries, together with what was read of it. A ref struct, so that nobody keeps it.</summary>
public ref struct OpenFrame
{
    /// <summary>The frame from its link or network header on, as far as it is there.</summary>
    public ReadOnlySpan<byte> Bytes { get; set; }

    /// <summary>How long it was on the wire, as far as that is known.</summary>
    public int WireBytes { get; set; }

    /// <summary>What it turned out to be.</summary>
    public FrameOutcome Outcome { get; set; }

    /// <summary>Where its headers lie within <see cref="Bytes"/>.</summary>
    public FrameLayout Layout { get; set; }

    /// <summary>Reads a frame in the place of this one.</summary>
    /// <param name="bytes">The frame.</param>
    /// <param name="wireBytes">How long it was on the wire.</param>
    /// <param name="linkType">What it begins with.</param>
    public void Read(ReadOnlySpan<byte> bytes, int wireBytes, LinkType linkType)
    {
        Outcome = FrameParser.Read(bytes, wireBytes, linkType, out FrameLayout layout);
        Bytes = bytes;
        WireBytes = wireBytes;
        Layout = layout;
    }
}

/// <summary>What lies behind the headers that were taken off so far, and of which type it is.</summary>
internal ref struct CarriedBytes
{
    /// <summary>What is there of it.</summary>
    internal ReadOnlySpan<byte> Bytes;

    /// <summary>How long it was on the wire, as far as that is known.</summary>
    internal int WireBytes;

    /// <summary>What it is, as Ethernet numbers it.</summary>
    internal ushort Type;

    /// <summary>Why a header that is not there in full is not.</summary>
    internal readonly FrameOutcome Lack => Bytes.Length < WireBytes ? FrameOutcome.Truncated : FrameOutcome.Malformed;

    /// <summary>Takes a header off; false when less than it is there.</summary>
    internal bool TrySkip(int count)
    {
        if (Bytes.Length < count) return false;
        Bytes = Bytes[count..];
        WireBytes = Math.Max(WireBytes - count, Bytes.Length);
        return true;
    }
}
