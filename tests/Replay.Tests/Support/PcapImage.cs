namespace FeedHandler.Replay.Tests.Support;

/// <summary>A classic pcap file, byte by byte, written independently of the product's writer.</summary>
internal sealed class PcapImage
{
    private readonly WireWriter _bytes;
    private readonly bool _isModified;

    public PcapImage(bool isBigEndian = false, uint magic = 0xA1B2C3D4, uint linkType = 1)
    {
        _bytes = new WireWriter(isBigEndian);
        _isModified = magic == 0xA1B2CD34;
        _bytes.U32(magic).U16(2).U16(4).U32(0).U32(0).U32(262144).U32(linkType);
    }

    public PcapImage Record(uint seconds, uint fraction, ReadOnlySpan<byte> frame, int? originalLength = null)
    {
        _bytes.U32(seconds).U32(fraction).U32((uint)frame.Length).U32((uint)(originalLength ?? frame.Length));
        if (_isModified) _bytes.U32(7).U16(0x0800).U8(2).U8(0);
        _bytes.Bytes(frame);
        RecordEnds.Add(_bytes.Count);
        return this;
    }

    /// <summary>Where each record ends.</summary>
    public List<int> RecordEnds { get; } = [];

    public byte[] ToArray() => _bytes.ToArray();
}
