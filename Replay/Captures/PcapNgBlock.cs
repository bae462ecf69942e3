namespace FeedHandler.Replay.Captures;

/// <summary>One pcapng block whose outer lengths agree and lie within the file.</summary>
internal struct PcapNgBlock
{
    internal const uint InterfaceDescription = 1;
    internal const uint Packet = 2;
    internal const uint SimplePacket = 3;
    internal const uint EnhancedPacket = 6;

    /// <summary>The option if_tsresol of an interface description.</summary>
    internal const ushort ResolutionOption = 9;

    /// <summary>Type and length in front of the body.</summary>
    internal const int HeadBytes = 8;

    /// <summary>Head and the repeated length behind the body: the least a block has.</summary>
    internal const int FrameBytes = 12;

    internal uint Type;

    /// <summary>Where the block begins in the file.</summary>
    internal long Offset;

    internal long BodyLength;

    internal readonly long BodyOffset => Offset + HeadBytes;
}
