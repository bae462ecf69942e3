using System.Diagnostics.CodeAnalysis;
using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Captures;

internal partial struct PcapNgCursor
{
    private const int SectionHeadBytes = 16;
    private const int InterfaceHeadBytes = 8;
    private const int OptionHeadBytes = 4;
    private const ushort SectionVersion = 1;
    private const int InterfaceCountStart = 16;
    private const int InterfaceCountMax = 65_536;

    private const int InterfaceOptionBytesMax = 4096; // no writer has more to say; what is larger is a filter for people

    private const ushort EndOfOptions = 0;
    private const ushort OffsetOption = 14;
    private const byte MicrosecondResolution = 6;

    /// <summary>Interfaces are numbered from zero in each section.</summary>
    [MemberNotNull(nameof(_interfaces))]
    private void ForgetInterfaces()
    {
        _interfaces ??= new CaptureInterface[InterfaceCountStart];
        _interfaceCount = 0;
    }

    private bool TryBeginSection(in PcapNgBlock block)
    {
        if (block.BodyLength < SectionHeadBytes) return CorruptBlock(in block, $"a section header's body has {block.BodyLength} bytes");
        ushort version = _bytes.ReadUInt16(block.BodyOffset + 4, _isSwapped);
        if (version != SectionVersion) return CorruptBlock(in block, $"the section has version {version}; only {SectionVersion} is known");
        ForgetInterfaces();
        SectionNumber++;
        return true;
    }

    private bool TryAddInterface(in PcapNgBlock block)
    {
        if (block.BodyLength < InterfaceHeadBytes) return CorruptBlock(in block, $"an interface description's body has {block.BodyLength} bytes");
        if (_interfaceCount == InterfaceCountMax) return CorruptBlock(in block, $"a section has at most {InterfaceCountMax} interfaces");
        if (!TryReadScale(in block, out TimestampScale scale)) return CorruptBlock(in block, "an option of the interface runs past its block");
        if (_interfaceCount == _interfaces.Length) Array.Resize(ref _interfaces, _interfaces.Length * 2);
        ref CaptureInterface added = ref _interfaces[_interfaceCount++];
        added.LinkType = (LinkType)_bytes.ReadUInt16(block.BodyOffset, _isSwapped);
        added.SnapLength = _bytes.ReadUInt32(block.BodyOffset + 4, _isSwapped);
        added.Scale = scale;
        ReadOnlySpan<byte> options = OptionsOf(in block, InterfaceHeadBytes).Bytes;
        if (options.Length > InterfaceOptionBytesMax) options = default;
        if (!options.SequenceEqual(added.Options)) added.Options = options.ToArray(); // a file that is read again has the same
        added.IsSwapped = _isSwapped;
        return true;
    }

    /// <summary>Walks the options for the time scale. They may end with or without an end option.</summary>
    private readonly bool TryReadScale(in PcapNgBlock block, out TimestampScale scale)
    {
        byte resolution = MicrosecondResolution;
        long offsetSeconds = 0;
        long at = block.BodyOffset + InterfaceHeadBytes;
        long end = block.BodyOffset + block.BodyLength;
        scale = default;
        while (end - at >= OptionHeadBytes)
        {
            ushort code = _bytes.ReadUInt16(at, _isSwapped);
            ushort length = _bytes.ReadUInt16(at + 2, _isSwapped);
            if (code == EndOfOptions) break;
            at += OptionHeadBytes;
            if (length > end - at) return false;
            if (code == PcapNgBlock.ResolutionOption && length == 1) resolution = ReadByte(at);
            if (code == OffsetOption && length == sizeof(long)) offsetSeconds = _bytes.ReadInt64(at, _isSwapped);
            at += (length + 3) & ~3;
        }

        scale = new TimestampScale(resolution, offsetSeconds);
        return true;
    }

    private readonly unsafe byte ReadByte(long offset) => _bytes.Start[offset];
}
