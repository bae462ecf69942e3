using System.Buffers.Binary;

namespace FeedHandler.Replay.Captures;

internal sealed unsafe partial class PcapNgReader
{
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort ResolutionOption = 9;
    private const ushort OffsetOption = 14;
    private const byte MicrosecondResolution = 6;

    // The section's byte order is told after its length, so the magic is read first.
    private bool TryStartSection()
    {
        if (FileLength - Offset < 28) return Stop(CaptureEnd.Truncated, "the file ends within a section header");
        IsBigEndian = false;
        var magic = UInt32(Offset + 8);
        if (magic != ByteOrderMagic && magic != BinaryPrimitives.ReverseEndianness(ByteOrderMagic))
        {
            return Stop(CaptureEnd.Corrupt, "a section header without its byte-order magic");
        }

        IsBigEndian = magic != ByteOrderMagic;
        _interfaces.Clear();
        return true;
    }

    private bool AddInterface(long body, uint bodyBytes)
    {
        if (bodyBytes < 8) return Broken(body - 8, "an interface block is too short");
        if (_interfaces.Count == InterfaceCountMax) return Broken(body - 8, $"more than {InterfaceCountMax} interfaces");
        var (resolution, offsetSeconds) = ReadTimeOptions(body + 8, body + bodyBytes);
        _interfaces.Add(new PcapNgInterface((LinkType)UInt16(body), UInt32(body + 4), resolution, offsetSeconds));
        return false;
    }

    private (byte Resolution, long OffsetSeconds) ReadTimeOptions(long at, long end)
    {
        var resolution = MicrosecondResolution;
        var offsetSeconds = 0L;
        while (end - at >= 4)
        {
            var (code, length) = (UInt16(at), UInt16(at + 2));
            if (code == 0 || length > end - at - 4) break;
            if (code == ResolutionOption && length >= 1) resolution = Bytes(at + 4, 1)[0];
            if (code == OffsetOption && length >= 8) offsetSeconds = Int64(at + 4);
            at += 4 + ((length + 3) & ~3);
        }

        return (resolution, offsetSeconds);
    }

    private long Int64(long offset)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(Bytes(offset, 8));
        return IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
