using System.Text;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>A section of a pcapng file, byte by byte, written independently of the product's writer.</summary>
internal sealed class PcapNgImage
{
    private readonly bool _isBigEndian;
    private readonly WireWriter _bytes;

    public PcapNgImage(bool isBigEndian = false, params (ushort Code, string Text)[] sectionOptions)
    {
        _isBigEndian = isBigEndian;
        _bytes = new WireWriter(isBigEndian);
        Block(0x0A0D0D0A, Body().U32(0x1A2B3C4D).U16(1).U16(0).I64(-1).Bytes(Options(sectionOptions).ToArray()));
    }

    public WireWriter Body() => new(_isBigEndian);

    /// <summary>Texts as options, with the option that ends them unless there is none.</summary>
    public WireWriter Options(params (ushort Code, string Text)[] texts)
    {
        WireWriter options = Body();
        foreach ((ushort code, string text) in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            options.U16(code).U16((ushort)bytes.Length).Bytes(bytes).PadTo(4);
        }

        return texts.Length == 0 ? options : options.U16(0).U16(0);
    }

    public PcapNgImage Interface(ushort linkType = 1, uint snapLength = 0, WireWriter? options = null)
    {
        WireWriter body = Body().U16(linkType).U16(0).U32(snapLength);
        if (options is not null) body.Bytes(options.ToArray());
        return Block(1, body);
    }

    /// <summary>An interface with a resolution, an offset when not zero, and an end option unless left away.</summary>
    public PcapNgImage Interface(byte resolution, long offsetSeconds = 0, bool hasEnd = true)
    {
        WireWriter options = Body().U16(2).U16(3).Bytes("eth"u8).PadTo(4).U16(9).U16(1).U8(resolution).PadTo(4);
        if (offsetSeconds != 0) options.U16(14).U16(8).I64(offsetSeconds);
        if (hasEnd) options.U16(0).U16(0);
        return Interface(options: options);
    }

    public PcapNgImage Enhanced(uint interfaceIndex, ulong ticks, ReadOnlySpan<byte> frame, int? originalLength = null, WireWriter? options = null)
    {
        WireWriter body = Body().U32(interfaceIndex).U32((uint)(ticks >> 32)).U32((uint)ticks)
            .U32((uint)frame.Length).U32((uint)(originalLength ?? frame.Length)).Bytes(frame).PadTo(4);
        if (options is not null) body.Bytes(options.ToArray());
        return Block(6, body);
    }

    public PcapNgImage Obsolete(ushort interfaceIndex, ulong ticks, ReadOnlySpan<byte> frame) => Block(
        2,
        Body().U16(interfaceIndex).U16(0xFFFF).U32((uint)(ticks >> 32)).U32((uint)ticks)
            .U32((uint)frame.Length).U32((uint)frame.Length).Bytes(frame).PadTo(4));

    public PcapNgImage Simple(uint originalLength, ReadOnlySpan<byte> frame) => Block(3, Body().U32(originalLength).Bytes(frame).PadTo(4));

    public PcapNgImage Block(uint type, WireWriter body)
    {
        byte[] bytes = body.PadTo(4).ToArray();
        uint total = (uint)bytes.Length + 12;
        _bytes.U32(type).U32(total).Bytes(bytes).U32(total);
        BlockEnds.Add(_bytes.Count);
        if (type is 2 or 3 or 6) RecordEnds.Add(_bytes.Count);
        return this;
    }

    /// <summary>Where each block ends.</summary>
    public List<int> BlockEnds { get; } = [];

    /// <summary>Where each block of a packet ends.</summary>
    public List<int> RecordEnds { get; } = [];

    public byte[] ToArray() => _bytes.ToArray();
}
