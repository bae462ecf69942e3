namespace FeedHandler.Replay.Captures;

/// <summary>What a pcapng section says of one interface.</summary>
internal readonly struct PcapNgInterface(LinkType linkType, uint snapBytes, byte resolution, long offsetSeconds)
{
    private const byte BinaryFlag = 0x80;
    private const long NsPerSecond = 1_000_000_000;

    public LinkType LinkType { get; } = linkType;

    public uint SnapBytes { get; } = snapBytes;

    /// <summary>Converts a time stamp (if_tsresol, if_tsoffset): units of 10^-n seconds, or of 2^-n with the high bit set.</summary>
    public long ToNs(ulong units)
    {
        var exponent = resolution & ~BinaryFlag;
        var ns = (resolution & BinaryFlag) != 0 ? FromBinary(units, exponent) : FromDecimal(units, exponent);
        return unchecked(ns + (offsetSeconds * NsPerSecond));
    }

    private static long FromBinary(ulong units, int exponent) =>
        exponent > 63 ? 0 : unchecked((long)(ulong)(((UInt128)units * (ulong)NsPerSecond) >> exponent));

    private static long FromDecimal(ulong units, int exponent)
    {
        var scale = UInt128.One;
        for (var i = 0; i < Math.Min(Math.Abs(9 - exponent), 28); i++) scale *= 10;
        return unchecked((long)(ulong)(exponent <= 9 ? units * scale : units / scale));
    }
}
